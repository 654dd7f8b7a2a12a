'use client';

import { useRouter } from 'next/navigation';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyPageView, RevealedKey } from '@/lib/keys/view';
import { ConfirmDialog, SwitchDialog } from './confirm-dialog';
import { EditDialog } from './edit-dialog';
import { GenerateDialog } from './generate-dialog';
import { type KeyDialect, OWN_KEYS } from './key-dialect';
import type { KeyActions } from './key-dialog-props';
import { RevealDialog } from './reveal-dialog';
import type { KeyDialogsState, OpenDialog } from './use-key-dialogs';
import type { StatusMoveState } from './use-status-move';

export type KeyDialogsProps = {
  dialogs: KeyDialogsState;
  view: KeyPageView;
  actions: KeyActions;
  /** Moves a switch, once that is confirmed. */
  change: StatusMoveState['change'];
  onDeleted?: () => void;
  /** How it speaks; to the owner of the keys, if nothing is said. */
  dialect?: KeyDialect;
};

type OpenKeyDialogProps = KeyDialogsProps & { current: OpenDialog };

/** The one open dialog, and where it leads. */
export function OpenKeyDialog({
  current,
  dialogs,
  view,
  actions,
  change,
  onDeleted,
  dialect = OWN_KEYS,
}: OpenKeyDialogProps) {
  const { opener, goTo } = dialogs;
  const router = useRouter();
  const close = () => goTo(null);
  const reveal = (revealed: RevealedKey) => goTo({ kind: 'reveal', revealed });
  /** Ends with a sentence instead of a dialog. */
  const endWith = (say: (text: string) => void, text: string) => {
    goTo(null);
    say(text);
  };
  const endStale = (text: string) => {
    endWith(toastFailure, text);
    router.refresh(); // The sentence says that the page is as things are now.
  };
  const shared = { opener, onClose: close, onStale: endStale };
  switch (current.kind) {
    case 'generate':
      return <GenerateDialog {...shared} dialect={dialect} view={view} action={actions.generate} onSuccess={reveal} />;
    case 'edit':
      return (
        <EditDialog
          {...shared}
          dialect={dialect}
          of={current.key}
          action={actions.edit}
          onSuccess={({ name }) => endWith(toastSuccess, `${name} is saved`)}
        />
      );
    case 'reveal':
      return <RevealDialog revealed={current.revealed} opener={opener} onClose={close} />;
    case 'regenerate':
      return (
        <ConfirmDialog
          {...shared}
          question="regenerate"
          of={current.key}
          action={actions.regenerate}
          onSuccess={reveal}
          {...(view.mayGenerate ? { onGenerateInstead: () => goTo({ kind: 'generate' }) } : {})}
        />
      );
    case 'disable':
    case 'activate': {
      const { kind, key } = current;
      const confirm = () => {
        goTo(null);
        change(kind, key);
      };
      return (
        <SwitchDialog
          opener={opener}
          onClose={close}
          question={kind}
          of={key}
          says={kind === 'disable' ? dialect.disableSays : dialect.activateSays}
          onConfirm={confirm}
        />
      );
    }
    case 'renew':
      return (
        <ConfirmDialog
          {...shared}
          question="renew"
          of={current.key}
          action={actions.renew}
          onSuccess={({ name }) => endWith(toastSuccess, `${name} is renewed`)}
        />
      );
    case 'delete':
      return (
        <ConfirmDialog
          {...shared}
          question="delete"
          of={current.key}
          action={actions.remove}
          onSuccess={({ name }) => {
            endWith(toastSuccess, `${name} is deleted`);
            onDeleted?.();
          }}
        />
      );
  }
}
