'use client';

import { type KeyDialogsState, useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { useListOutcome } from '@/components/lists/use-list-outcome';
import type { StoppingKeysView } from '@/lib/keys/present-desk';
import type { ChangedAccount } from '@/lib/service-accounts/dto';
import type { ServiceAccountView } from '@/lib/service-accounts/view';
import type { Action } from '@/lib/web/action-state';
import { AccountDialog as AccountForm } from './account-dialog';
import { ActivityDialog } from './activity-dialog';

export type AccountActions = {
  add: Action<ChangedAccount>;
  edit: Action<ChangedAccount>;
  deactivate: Action<ChangedAccount>;
  reactivate: Action<ChangedAccount>;
  stoppingKeys: Action<StoppingKeysView>;
};

export type AccountDialog =
  | { kind: 'add' }
  | { kind: 'edit' | 'deactivate' | 'reactivate'; account: ServiceAccountView };

export const useAccountDialogs = () => useKeyDialogs<AccountDialog>();

const OUTCOMES = {
  add: 'is added',
  edit: 'is saved',
  deactivate: 'is deactivated',
  reactivate: 'is active',
} as const;

type AccountDialogsProps = { dialogs: KeyDialogsState<AccountDialog>; actions: AccountActions };

/** The one open dialog, if any, and how it ends. */
export function AccountDialogs({ dialogs: { current, opener, goTo }, actions }: AccountDialogsProps) {
  const close = () => goTo(null);
  const outcome = useListOutcome(close);
  if (current === null) return null;
  const shared = {
    opener,
    action: actions[current.kind],
    onClose: close,
    onSuccess: ({ userId }: ChangedAccount) => outcome.succeed(`${userId} ${OUTCOMES[current.kind]}`),
    onStale: outcome.turnOutStale,
  };
  switch (current.kind) {
    case 'add':
      return <AccountForm {...shared} account={null} />;
    case 'edit':
      return <AccountForm {...shared} account={current.account} />;
    case 'deactivate':
    case 'reactivate':
      return (
        <ActivityDialog
          {...shared}
          question={current.kind}
          account={current.account}
          stoppingKeys={actions.stoppingKeys}
        />
      );
  }
}
