'use client';

import type { Route } from 'next';
import { useId, useState } from 'react';
import { KeyGroupRow } from '@/components/keys/key-group-row';
import { KeyRow } from '@/components/keys/key-row';
import { KeyTableHead } from '@/components/keys/key-table-head';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { SearchBox } from '@/components/ui/search-box';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { TABLE_ROLES } from '@/components/ui/table-roles';
import type { KeyView } from '@/lib/keys/view';
import { countKeys, filterKeys, groupKeys, type StatusTab } from './key-filter';

const TABS: { value: StatusTab; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'expired', label: 'Expired' },
];

type KeyTableProps = { keys: KeyView[]; open: (dialog: OpenDialog) => void };

/** All keys of one owner with their filters: a table, and cards where its columns do not fit. */
export function KeyTable({ keys, open }: KeyTableProps) {
  const [tab, setTab] = useState<StatusTab>('all');
  const [query, setQuery] = useState('');
  const panelId = useId();
  const shown = filterKeys(keys, tab, query);
  const tabs = TABS.map((one) => ({ ...one, count: countKeys(keys, one.value) }));
  const clear = () => {
    setTab('all');
    setQuery('');
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedTabs
          label="Status"
          tabs={tabs}
          value={tab}
          onChange={setTab}
          panelId={panelId}
          className="max-md:w-full"
        />
        <SearchBox label="Search your keys" value={query} onChange={setQuery} className="ml-auto w-60 max-md:w-full" />
      </div>
      <div id={panelId} role="tabpanel" aria-label="Keys" className="@container/rows">
        {shown.length > 0 ? (
          <Rows keys={shown} isGrouped={keys.some((key) => key.group !== null)} open={open} />
        ) : (
          <div className="rounded-lg border border-line">
            <NothingHere title={nothingTitle(query)} action={<Button onClick={clear}>Clear filters</Button>}>
              {tab === 'all'
                ? 'The search looks at names, descriptions and Access Keys.'
                : `One filter is on: ${TABS.find((one) => one.value === tab)?.label}.`}
            </NothingHere>
          </div>
        )}
      </div>
    </>
  );
}

function nothingTitle(query: string): string {
  return query.trim() === '' ? 'No keys here' : `No keys match “${query.trim()}”`;
}

type RowsProps = { keys: KeyView[]; isGrouped: boolean; open: (dialog: OpenDialog) => void };

function Rows({ keys, isGrouped, open }: RowsProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const groups = isGrouped ? groupKeys(keys) : [{ id: 'all', name: '', keys }];
  function toggle(id: string) {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  }
  return (
    <div className="rounded-lg border border-line cards:border-0">
      <table {...TABLE_ROLES.table} className="w-full border-separate border-spacing-0 cards:block">
        <KeyTableHead />
        {groups.map((group) => {
          const isOpen = !folded.has(group.id);
          return (
            <tbody
              key={group.id}
              {...TABLE_ROLES.rowgroup}
              className="cards:grid cards:gap-2.5 cards:@min-[620px]/rows:grid-cols-2"
            >
              {isGrouped && (
                <KeyGroupRow
                  name={group.name}
                  count={group.keys.length === 1 ? '1 key' : `${group.keys.length} keys`}
                  isOpen={isOpen}
                  onToggle={() => toggle(group.id)}
                />
              )}
              {isOpen &&
                group.keys.map((key) => (
                  <KeyRow key={key.id} of={key} href={`/user-control/keys/${key.id}` as Route} open={open} />
                ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
