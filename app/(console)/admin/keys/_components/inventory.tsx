'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Suspense, useState } from 'react';
import { keysOf } from '@/components/keys/key-dialect';
import type { KeyActions } from '@/components/keys/key-dialog-props';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { type OpenDialog, useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { useStatusMove } from '@/components/keys/use-status-move';
import type { ListParameters } from '@/components/lists/list-address';
import { buttonClass } from '@/components/ui/button-class';
import { NothingHere } from '@/components/ui/empty-state';
import type { KeySort } from '@/lib/keys/inventory/filters';
import type { CountedView, InventoryKeyView, InventoryView } from '@/lib/keys/inventory/view';
import type { KeyPageView } from '@/lib/keys/view';
import type { BulkActions } from '../inventory-actions';
import { InventoryBulk } from './inventory-bulk';
import { InventoryTable } from './inventory-table';

type InventoryProps = {
  view: InventoryView;
  /** How many there are; it comes after the rows. */
  counted: Promise<CountedView>;
  parameters: ListParameters;
  sort: KeySort;
  actions: { key: KeyActions; bulk: BulkActions };
};

/** A page of the company's keys, what is done to one on its owner's behalf, and what is done to several. */
export function Inventory({ view, counted, parameters, sort, actions }: InventoryProps) {
  const dialogs = useKeyDialogs();
  const { change } = useStatusMove(actions.key);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const router = useRouter();
  if (view.keys.length === 0) return <NoKeys isFiltered={view.isFiltered} isSearched={parameters['q'] !== undefined} />;
  const owner = ownerOf(view.keys, dialogs.current);
  return (
    <>
      <InventoryTable
        keys={view.keys}
        parameters={parameters}
        sort={sort}
        selected={selected}
        onSelect={setSelected}
        open={dialogs.open}
        onView={(key) => router.push(`/user-control/keys/${key.id}`)}
      />
      {selected.size > 0 && (
        <Suspense>
          <InventoryBulk
            view={view}
            counted={counted}
            parameters={parameters}
            selected={selected}
            actions={actions.bulk}
            onClear={() => setSelected(new Set())}
          />
        </Suspense>
      )}
      <KeyDialogs
        dialogs={dialogs}
        view={dialogFacts(view)}
        actions={actions.key}
        change={change}
        dialect={{ ...keysOf(owner), nameLabel: 'Name' }}
      />
    </>
  );
}

function ownerOf(keys: InventoryKeyView[], current: OpenDialog | null): string {
  const key = current !== null && 'key' in current ? current.key : null;
  return keys.find(({ id }) => id === key?.id)?.owner.name ?? 'the owner';
}

/** Nothing is generated here: of an owner's page the dialogs need no more than this. */
function dialogFacts({ newWorksUntil, helpDesk }: InventoryView): KeyPageView {
  return {
    ownerName: '',
    keys: [],
    limit: null,
    mayGenerate: false,
    lifespan: null,
    notAccessed: null,
    newWorksUntil,
    chosenExpiry: null,
    reminderDays: [],
    helpDesk,
  };
}

function NoKeys({ isFiltered, isSearched }: { isFiltered: boolean; isSearched: boolean }) {
  const clear = (
    <Link href="/admin/keys" className={buttonClass()}>
      Clear filters
    </Link>
  );
  return (
    <div className="rounded-lg border border-line">
      {isFiltered ? (
        <NothingHere title="No key matches" action={clear}>
          {isSearched
            ? 'The search looks at names, Access Keys and owners.'
            : 'The company has keys, but none that the filters leave.'}
        </NothingHere>
      ) : (
        <NothingHere title="No API keys yet">
          When people, service accounts or the company have keys, they appear here.
        </NothingHere>
      )}
    </div>
  );
}
