'use client';

import type { ChangedKey } from '@/components/keys/key-dialog-props';
import { RevealDialog } from '@/components/keys/reveal-dialog';
import type { KeyDialogsState } from '@/components/keys/use-key-dialogs';
import type { StatusMoveState } from '@/components/keys/use-status-move';
import { useListOutcome } from '@/components/lists/use-list-outcome';
import type { DeskView } from '@/lib/keys/desk-view';
import type { RevealedKey } from '@/lib/keys/view';
import type { DeskActions } from '../desk-actions';
import { AddKeyDialog } from './add-key-dialog';
import type { DeskDialog } from './desk-dialog';
import { DeskKeyDialog } from './desk-key-dialog';
import { GenerateForAccountDialog } from './generate-for-account-dialog';
import { DeleteGroupDialog, GroupDialog } from './group-dialogs';

type DeskDialogsProps = {
  dialogs: KeyDialogsState<DeskDialog>;
  view: DeskView;
  actions: DeskActions;
  /** Moves a switch, once that is confirmed. */
  change: StatusMoveState['change'];
};

/** The one open dialog, if any, and where it leads. */
export function DeskDialogs({ dialogs, view, actions, change }: DeskDialogsProps) {
  const { current, opener, goTo } = dialogs;
  const close = () => goTo(null);
  const outcome = useListOutcome(close);
  if (current === null) return null;
  const frame = { opener, onClose: close, onStale: outcome.turnOutStale };
  const ends = (what: string) => ({
    ...frame,
    onSuccess: ({ name }: ChangedKey) => outcome.succeed(`${name} ${what}`),
  });
  const reveals = { ...frame, onSuccess: (revealed: RevealedKey) => goTo({ kind: 'reveal', revealed }) };
  const { newKey } = view;
  const audience = view.tab === 'client' ? 'CLIENT' : 'BUSINESS_PROFILE';
  const groups = view.hasGroups ? view.groups : null;
  switch (current.kind) {
    case 'generate':
      return newKey && <GenerateForAccountDialog {...reveals} action={actions.generate} newKey={newKey} />;
    case 'add': {
      const { groupId, isFixed } = current;
      const place = { audience, groups, groupId, isFixed } as const;
      return newKey && <AddKeyDialog {...reveals} {...place} action={actions.add} newKey={newKey} />;
    }
    case 'reveal':
      return <RevealDialog revealed={current.revealed} opener={opener} onClose={close} />;
    case 'add-group':
      return <GroupDialog {...ends('is added')} group={null} audience={audience} action={actions.addGroup} />;
    case 'rename-group':
      return <GroupDialog {...ends('is saved')} {...{ group: current.group, audience }} action={actions.renameGroup} />;
    case 'delete-group':
      return <DeleteGroupDialog {...ends('is deleted')} group={current.group} action={actions.removeGroup} />;
    default:
      return <DeskKeyDialog {...{ current, frame, ends, reveals, groups, actions, change }} />;
  }
}
