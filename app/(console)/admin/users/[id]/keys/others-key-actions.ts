import type { KeyActions } from '@/components/keys/key-dialog-props';
import {
  activateOthersKeyAction,
  deleteOthersKeyAction,
  disableOthersKeyAction,
  editOthersKeyAction,
  generateOthersKeyAction,
  regenerateOthersKeyAction,
  renewOthersKeyAction,
} from './actions';

/** What can be asked of somebody else's keys. Generating needs `personId` besides. */
export const othersKeyActions: KeyActions = {
  generate: generateOthersKeyAction,
  regenerate: regenerateOthersKeyAction,
  disable: disableOthersKeyAction,
  activate: activateOthersKeyAction,
  edit: editOthersKeyAction,
  remove: deleteOthersKeyAction,
  renew: renewOthersKeyAction,
};
