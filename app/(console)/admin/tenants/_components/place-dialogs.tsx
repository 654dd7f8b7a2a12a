'use client';

import type { KeyDialogsState } from '@/components/keys/use-key-dialogs';
import { useListOutcome } from '@/components/lists/use-list-outcome';
import type { ChangedPlace } from '@/lib/service-accounts/dto';
import type { VirtualServerView } from '@/lib/service-accounts/view';
import type { Action } from '@/lib/web/action-state';
import { PlaceForm, type PlaceKind } from './place-form';
import { RemovePlaceDialog } from './remove-place-dialog';

export type PlaceActions = {
  add: Action<ChangedPlace>;
  rename: Action<ChangedPlace>;
  remove: Action<ChangedPlace>;
};

export type PlaceDialog = { kind: 'add' } | { kind: 'rename' | 'remove'; place: VirtualServerView };

const OUTCOMES = { add: 'is added', rename: 'is saved', remove: 'is deleted' } as const;

type PlaceDialogsProps = {
  of: PlaceKind;
  /** Of a new virtual server. */
  tenantId?: string;
  dialogs: KeyDialogsState<PlaceDialog>;
  actions: PlaceActions;
};

/** The one open dialog, if any, and how it ends. */
export function PlaceDialogs({ of, tenantId, dialogs: { current, opener, goTo }, actions }: PlaceDialogsProps) {
  const close = () => goTo(null);
  const outcome = useListOutcome(close);
  if (current === null) return null;
  const shared = {
    of,
    opener,
    action: actions[current.kind],
    onClose: close,
    onSuccess: ({ name }: ChangedPlace) => outcome.succeed(`${name} ${OUTCOMES[current.kind]}`),
    onStale: outcome.turnOutStale,
  };
  switch (current.kind) {
    case 'add':
      return <PlaceForm {...shared} place={null} {...(tenantId === undefined ? {} : { tenantId })} />;
    case 'rename':
      return <PlaceForm {...shared} place={current.place} />;
    case 'remove':
      return <RemovePlaceDialog {...shared} place={current.place} />;
  }
}
