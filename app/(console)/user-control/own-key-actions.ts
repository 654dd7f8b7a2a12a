import type { KeyActions } from '@/components/keys/key-dialog-props';
import {
  activateKeyAction,
  deleteKeyAction,
  disableKeyAction,
  editKeyAction,
  generateKeyAction,
  regenerateKeyAction,
  renewKeyAction,
} from './actions';

/** What can be asked of one's own keys, wherever they are shown. */
export const ownKeyActions: KeyActions = {
  generate: generateKeyAction,
  regenerate: regenerateKeyAction,
  disable: disableKeyAction,
  activate: activateKeyAction,
  edit: editKeyAction,
  remove: deleteKeyAction,
  renew: renewKeyAction,
};
