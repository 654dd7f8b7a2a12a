'use client';

import { useRouter } from 'next/navigation';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyPageView, RevealedKey } from '@/lib/keys/view';
import type { Action } from '@/lib/web/action-state';
import { ConfirmDialog } from './confirm-dialog';
import { EditDialog } from './edit-dialog';
import { GenerateDialog } from './generate-dialog';
import type { ChangedKey, KeyActions } from './key-dialog-props';
import { RevealDialog } from './reveal-dialog';
import type { KeyDialogsState, KeyQuestion } from './use-key-dialogs';

type KeyDialogsProps = { dialogs: KeyDialogsState; view: KeyPageView; actions: KeyActions };

/** The one open dialog, if any, and where it leads. */
export function KeyDialogs({ dialogs, view, actions }: KeyDialogsProps) {
  const { current, opener, goTo } = dialogs;
  const router = useRouter();
  if (current === null) return null;
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
      return <GenerateDialog {...shared} view={view} action={actions.generate} onSuccess={reveal} />;
    case 'edit':
      return (
        <EditDialog
          {...shared}
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
    case 'activate':
    case 'renew':
    case 'delete': {
      const { kind, key } = current;
      return (
        <ConfirmDialog
          {...shared}
          question={kind}
          of={key}
          action={actionFor(kind, actions)}
          onSuccess={({ name }) => endWith(toastSuccess, `${name} is ${OUTCOMES[kind]}`)}
        />
      );
    }
  }
}

type PlainQuestion = Exclude<KeyQuestion, 'regenerate'>;

const OUTCOMES: Record<PlainQuestion, string> = {
  disable: 'disabled',
  activate: 'active',
  renew: 'renewed',
  delete: 'deleted',
};

function actionFor(question: PlainQuestion, actions: KeyActions): Action<ChangedKey> {
  const { disable, activate, renew, remove } = actions;
  return { disable, activate, renew, delete: remove }[question];
}
