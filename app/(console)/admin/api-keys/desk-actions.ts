import {
  activateDeskKeyAction,
  addGroupAction,
  addKeyAction,
  deleteDeskKeyAction,
  deleteGroupAction,
  disableDeskKeyAction,
  editDeskKeyAction,
  generateForAccountAction,
  groupDeskKeyAction,
  regenerateDeskKeyAction,
  renameGroupAction,
  renewDeskKeyAction,
} from './actions';

/** What can be asked on the page. */
export const deskActions = {
  generate: generateForAccountAction,
  add: addKeyAction,
  regenerate: regenerateDeskKeyAction,
  disable: disableDeskKeyAction,
  activate: activateDeskKeyAction,
  renew: renewDeskKeyAction,
  edit: editDeskKeyAction,
  remove: deleteDeskKeyAction,
  move: groupDeskKeyAction,
  addGroup: addGroupAction,
  renameGroup: renameGroupAction,
  removeGroup: deleteGroupAction,
};

export type DeskActions = typeof deskActions;
