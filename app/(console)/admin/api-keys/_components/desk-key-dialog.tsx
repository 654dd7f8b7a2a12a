'use client';

import { ConfirmDialog, SwitchDialog } from '@/components/keys/confirm-dialog';
import type { ChangedKey, KeyDialogProps } from '@/components/keys/key-dialog-props';
import type { KeyDialog, KeyQuestion } from '@/components/keys/use-key-dialogs';
import type { StatusMoveState } from '@/components/keys/use-status-move';
import type { GroupChoice } from '@/lib/keys/desk-view';
import type { KeyView, RevealedKey } from '@/lib/keys/view';
import type { DeskActions } from '../desk-actions';
import { deskSays } from './desk-words';
import { EditDeskKeyDialog } from './edit-desk-key-dialog';
import { MoveDialog } from './move-dialog';

type Frame = Pick<KeyDialogProps<never>, 'opener' | 'onClose' | 'onStale'>;

type DeskKeyDialogProps = {
  current: KeyDialog | { kind: 'move'; key: KeyView };
  frame: Frame;
  /** Ends with a sentence that begins with the key's name. */
  ends: (what: string) => Frame & { onSuccess: (changed: ChangedKey) => void };
  reveals: Frame & { onSuccess: (revealed: RevealedKey) => void };
  /** Null where the key can be in none. */
  groups: readonly GroupChoice[] | null;
  actions: DeskActions;
  change: StatusMoveState['change'];
};

/** The open dialog about one key. */
export function DeskKeyDialog({ current, frame, ends, reveals, groups, actions, change }: DeskKeyDialogProps) {
  const { key } = current;
  const asks = <Q extends KeyQuestion>(question: Q) => ({ question, of: key, says: deskSays(question, key) });
  switch (current.kind) {
    case 'edit':
      return <EditDeskKeyDialog {...ends('is saved')} of={key} groups={groups} action={actions.edit} />;
    case 'move':
      return <MoveDialog {...ends('is moved')} of={key} groups={groups ?? []} action={actions.move} />;
    case 'regenerate':
      return <ConfirmDialog {...reveals} {...asks('regenerate')} action={actions.regenerate} />;
    case 'renew':
      return <ConfirmDialog {...ends('is renewed')} {...asks('renew')} action={actions.renew} />;
    case 'delete':
      return <ConfirmDialog {...ends('is deleted')} {...asks('delete')} action={actions.remove} />;
    case 'disable':
    case 'activate': {
      const { kind } = current;
      const confirm = () => {
        frame.onClose();
        change(kind, key);
      };
      return <SwitchDialog opener={frame.opener} onClose={frame.onClose} {...asks(kind)} onConfirm={confirm} />;
    }
  }
}
