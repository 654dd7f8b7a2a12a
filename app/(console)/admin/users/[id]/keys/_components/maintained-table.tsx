'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { KeyIdentity } from '@/components/keys/key-identity';
import { RowActions } from '@/components/keys/row-actions';
import { Sparkline } from '@/components/keys/sparkline';
import { StatusBadge } from '@/components/keys/status-badge';
import { StatusSwitch } from '@/components/keys/status-switch';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { IconButton } from '@/components/ui/button';
import { type Column, DataCell, DataRow, DataTable } from '@/components/ui/data-table';
import { Time } from '@/components/ui/time';
import { Tooltip } from '@/components/ui/tooltip';
import type { KeyView } from '@/lib/keys/view';

const COLUMNS: readonly Column[] = [
  { title: 'Description' },
  { title: 'Creation Time' },
  { title: 'Last Used Time' },
  { title: 'Expiration Time' },
  { title: 'Details' },
  { title: 'Remove' },
  { title: 'Actions', isUnseen: true },
];

type OpenProps = { open: (dialog: OpenDialog) => void };

/** Somebody's keys, in the columns that their administrators know. */
export function MaintainedTable({ keys, open }: { keys: KeyView[] } & OpenProps) {
  return (
    <DataTable label="API keys" columns={COLUMNS}>
      {keys.map((key) => (
        <KeyRow key={key.id} of={key} open={open} />
      ))}
    </DataTable>
  );
}

function KeyRow({ of: key, open }: { of: KeyView } & OpenProps) {
  return (
    <DataRow isWide>
      <DataCell isHeader className="min-w-[224px] cards:col-span-2 cards:min-w-0">
        <Link
          href={hrefOf(key)}
          prefetch={false}
          className="block w-fit font-semibold text-ink [overflow-wrap:anywhere]"
        >
          {key.name}
        </Link>
        <KeyIdentity accessKey={key.accessKey} />
      </DataCell>
      <DataCell label="Creation Time">
        <Time {...key.created} />
      </DataCell>
      <DataCell label="Last Used Time">
        {key.lastUsed === null ? 'Never' : <Time {...key.lastUsed} />}
        {key.calls && <Sparkline of={key.calls} />}
      </DataCell>
      <DataCell label="Expiration Time" className="cards:col-span-2">
        {key.expiration === null ? 'Never' : <Time {...key.expiration} />}
      </DataCell>
      <DataCell label="Details" className="cards:col-span-2">
        <span className="mb-0.5 flex min-h-5 items-center gap-2">
          <StatusSwitch of={key} open={open} />
          <StatusBadge status={key.status} statusLabel={key.statusLabel} statusTone={key.statusTone} />
        </span>
        <span className="block text-[12.5px] leading-[18px] text-ink-2">{key.details}</span>
      </DataCell>
      <DataCell className="w-16 text-center cards:hidden">
        {key.may.delete && (
          <div className="-my-[3px]">
            <Tooltip text="Delete">
              <IconButton icon="trash" label={`Delete ${key.name}`} onClick={() => open({ kind: 'delete', key })} />
            </Tooltip>
          </div>
        )}
      </DataCell>
      <DataCell className="w-[104px] text-right whitespace-nowrap cards:col-span-2 cards:mt-1 cards:w-auto cards:border-t">
        <RowActions of={key} open={open} href={hrefOf(key)} isDeleteApart />
      </DataCell>
    </DataRow>
  );
}

const hrefOf = ({ id }: KeyView) => `/user-control/keys/${id}` as Route;
