'use client';

import { useRouter } from 'next/navigation';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyPageView, KeyView, RevealedKey } from '@/lib/keys/view';
import { ConfirmDialog, SwitchDialog } from './confirm-dialog';
import { EditDialog } from './edit-dialog';
import { GenerateDialog } from './generate-dialog';
import { type KeyDialect, OWN_KEYS } from './key-dialect';
import type { ChangedKey, KeyActions } from './key-dialog-props';
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
export function OpenKeyDialog({ current, dialogs, dialect = OWN_KEYS, ...props }: OpenKeyDialogProps) {
  const { view, actions, change } = props;
  const ways = useWays(dialogs);
  const { opener, onClose } = ways.shared;
  switch (current.kind) {
    case 'generate':
      return (
        <GenerateDialog
          {...ways.shared}
          dialect={dialect}
          view={view}
          action={actions.generate}
          onSuccess={ways.reveal}
        />
      );
    case 'edit':
      return (
        <EditDialog
          {...ways.shared}
          dialect={dialect}
          of={current.key}
          action={actions.edit}
          onSuccess={({ name }) => ways.endWith(`${name} is saved`)}
        />
      );
    case 'reveal':
      return <RevealDialog revealed={current.revealed} opener={opener} onClose={onClose} />;
    case 'disable':
    case 'activate': {
      const { kind, key } = current;
      const says = kind === 'disable' ? dialect.disableSays : dialect.activateSays;
      const confirm = () => {
        onClose();
        change(kind, key);
      };
      return <SwitchDialog {...{ opener, onClose, says }} question={kind} of={key} onConfirm={confirm} />;
    }
    default:
      return <ChangeDialog {...props} question={current.kind} of={current.key} ways={ways} />;
  }
}

type Ways = ReturnType<typeof useWays>;

/** From the open dialog to the next, or to none. */
function useWays({ opener, goTo }: KeyDialogsState) {
  const router = useRouter();
  const onClose = () => goTo(null);
  const onStale = (text: string) => {
    goTo(null);
    toastFailure(text);
    router.refresh(); // The sentence says that the page is as things are now.
  };
  return {
    shared: { opener, onClose, onStale },
    reveal: (revealed: RevealedKey) => goTo({ kind: 'reveal', revealed }),
    generate: () => goTo({ kind: 'generate' }),
    /** To a sentence instead of a dialog. */
    endWith: (text: string) => {
      goTo(null);
      toastSuccess(text);
    },
  };
}

type ChangeDialogProps = Pick<KeyDialogsProps, 'view' | 'actions' | 'onDeleted'> & {
  question: 'regenerate' | 'renew' | 'delete';
  of: KeyView;
  ways: Ways;
};

/** Asks, and waits for the server's answer. */
function ChangeDialog({ question, of: key, ways, view, actions, onDeleted }: ChangeDialogProps) {
  const asked = { ...ways.shared, of: key };
  switch (question) {
    case 'regenerate': {
      const instead = view.mayGenerate ? { onGenerateInstead: ways.generate } : {};
      return (
        <ConfirmDialog
          {...asked}
          {...instead}
          question="regenerate"
          action={actions.regenerate}
          onSuccess={ways.reveal}
        />
      );
    }
    case 'renew': {
      const end = ({ name }: ChangedKey) => ways.endWith(`${name} is renewed`);
      return <ConfirmDialog {...asked} question="renew" action={actions.renew} onSuccess={end} />;
    }
    case 'delete': {
      const end = ({ name }: ChangedKey) => {
        ways.endWith(`${name} is deleted`);
        onDeleted?.();
      };
      return <ConfirmDialog {...asked} question="delete" action={actions.remove} onSuccess={end} />;
    }
  }
}
