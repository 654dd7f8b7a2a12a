'use client';

import { useState } from 'react';
import { BulkBar } from '@/components/lists/bulk-bar';
import type { ListParameters } from '@/components/lists/list-address';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import type { PeopleChanged } from '@/lib/accounts/commands/change-people';
import type { PeopleListView } from '@/lib/accounts/people-view';
import type { PeopleActions } from '../people-actions';
import { BULK_WORDINGS, BulkDialog, type BulkSelection } from './bulk-dialog';

type PeopleBulkProps = {
  list: PeopleListView;
  parameters: ListParameters;
  selected: ReadonlySet<string>;
  actions: PeopleActions;
  onClear: () => void;
};

const CHANGES = ['GRANT_KEY_MANAGEMENT', 'WITHDRAW_KEY_MANAGEMENT', 'DEACTIVATE'] as const;

/** What can be done to several people: those selected on the page, or all that the filter finds. */
export function PeopleBulk({ list, parameters, selected, actions, onClear }: PeopleBulkProps) {
  const [isAll, setAll] = useState(false);
  const [change, setChange] = useState<PeopleChanged['change'] | null>(null);
  const isPageSelected = list.people.every(({ id }) => selected.has(id));
  const offersAll = isPageSelected && !list.isWhole;
  const selection: BulkSelection =
    isAll && offersAll ? { filter: new URLSearchParams(parameters).toString() } : { people: [...selected].join(',') };
  const isEverybody = 'filter' in selection;
  return (
    <>
      <BulkBar
        says={isEverybody ? `All ${list.found} selected` : `${selected.size} selected`}
        more={
          offersAll && (
            <Button variant="link" onClick={() => setAll(!isAll)}>
              {isAll ? 'Only this page' : `Select all ${list.found}`}
            </Button>
          )
        }
        onClear={onClear}
      >
        {CHANGES.map((one) => (
          <Button key={one} variant={one === 'DEACTIVATE' ? 'danger-text' : 'plain'} onClick={() => setChange(one)}>
            {BULK_WORDINGS[one].button}
          </Button>
        ))}
      </BulkBar>
      {change !== null && (
        <BulkDialog
          change={change}
          selection={selection}
          actions={actions}
          onClose={() => setChange(null)}
          onSuccess={(changed) => {
            setChange(null);
            onClear();
            toastSuccess(BULK_WORDINGS[change].done(changed));
          }}
        />
      )}
    </>
  );
}
