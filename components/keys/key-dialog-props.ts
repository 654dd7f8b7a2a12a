import type { KeyView, RevealedKey } from '@/lib/keys/view';
import type { Action } from '@/lib/web/action-state';
import type { KeyDialect } from './key-dialect';
import type { KeyDialogsState } from './use-key-dialogs';

export type ChangedKey = { id: string; name: string };

/** The server actions of the page. Form fields: `keyId`, `name`, `description`, `expiresOn`, `expiresTime`. */
export type KeyActions = {
  generate: Action<RevealedKey>;
  regenerate: Action<RevealedKey>;
  disable: Action<ChangedKey>;
  activate: Action<ChangedKey>;
  remove: Action<ChangedKey>;
  edit: Action<ChangedKey>;
  renew: Action<ChangedKey>;
};

/** What every dialog about one key is given. */
export type KeyDialogProps<T> = {
  of: KeyView;
  dialect: KeyDialect;
  action: Action<T>;
  opener: KeyDialogsState['opener'];
  onClose: () => void;
  onSuccess: (value: T) => void;
  /** The key was changed or removed elsewhere: the dialog no longer speaks of what is there. */
  onStale: (message: string) => void;
};
