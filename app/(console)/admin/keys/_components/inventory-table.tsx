'use client';

import type { Route } from 'next';
import Link from 'next/link';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { SelectPage, withRow } from '@/components/lists/page-selection';
import { type Column, DataTable } from '@/components/ui/data-table';
import type { KeySort } from '@/lib/keys/inventory/filters';
import type { InventoryKeyView } from '@/lib/keys/inventory/view';
import { InventoryRow } from './inventory-row';

type InventoryTableProps = {
  keys: InventoryKeyView[];
  parameters: ListParameters;
  sort: KeySort;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  open: (dialog: OpenDialog) => void;
  onView: (key: InventoryKeyView) => void;
};

/** As the cells below. */
const CELL = 'px-[7px]';

/** The keys of a page. */
export function InventoryTable({ keys, parameters, sort, selected, onSelect, open, onView }: InventoryTableProps) {
  const ids = keys.map(({ id }) => id);
  const box = <SelectPage ids={ids} selected={selected} onSelect={onSelect} />;
  const columns: Column[] = [
    { title: 'Select', isUnseen: true, head: box, className: 'w-9' },
    sortable('Name and Access Key', 'name', sort, parameters),
    { title: 'Owner', className: CELL },
    { title: 'Status', className: CELL },
    { title: 'Access', className: CELL },
    { title: '30 days', className: CELL },
    sortable('Last used', 'used', sort, parameters),
    sortable('Expires', 'expires', sort, parameters),
    { title: 'Actions', isUnseen: true },
  ];
  return (
    <DataTable label="Keys" columns={columns}>
      {keys.map((key) => (
        <InventoryRow
          key={key.id}
          of={key}
          isSelected={selected.has(key.id)}
          onSelect={(isChecked) => onSelect(withRow(selected, key.id, isChecked))}
          open={open}
          onView={() => onView(key)}
        />
      ))}
    </DataTable>
  );
}

/** A heading that sorts by its column, and the other way round when pressed again. */
function sortable(title: string, by: KeySort['by'], sort: KeySort, parameters: ListParameters): Column {
  const isSorted = sort.by === by;
  const next = isSorted && !sort.isDescending ? `-${by}` : by;
  const head = (
    <Link
      href={listAddress('/admin/keys', parameters, { sort: next }) as Route}
      scroll={false}
      prefetch={false}
      className="-mx-1 rounded-sm px-1 text-inherit hover:text-ink hover:no-underline"
    >
      {title}
      {isSorted && <span aria-hidden="true">{sort.isDescending ? ' ↓' : ' ↑'}</span>}
    </Link>
  );
  return {
    title,
    head,
    className: CELL,
    ...(isSorted ? { sorted: sort.isDescending ? 'descending' : 'ascending' } : {}),
  };
}
