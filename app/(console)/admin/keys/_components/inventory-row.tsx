'use client';

import Link from 'next/link';
import { KeyIdentity } from '@/components/keys/key-identity';
import { Sparkline } from '@/components/keys/sparkline';
import { StatusBadge } from '@/components/keys/status-badge';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { SelectBox } from '@/components/lists/select-box';
import { Avatar } from '@/components/ui/avatar';
import { DataCell, DataRow } from '@/components/ui/data-table';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';
import type { InventoryKeyView } from '@/lib/keys/inventory/view';
import { InventoryMenu } from './inventory-menu';

type InventoryRowProps = {
  of: InventoryKeyView;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  open: (dialog: OpenDialog) => void;
  onView: () => void;
};

/** Eight columns fit beside a whole Access Key. */
const MIDDLE = 'px-[7px] align-middle';

/** One key of the company. */
export function InventoryRow({ of: key, isSelected, onSelect, open, onView }: InventoryRowProps) {
  return (
    <DataRow isSelected={isSelected} isWide>
      <DataCell className="w-9 pr-0 align-middle cards:absolute cards:top-[9px] cards:left-3.5 cards:w-auto">
        <SelectBox label={`Select ${key.name}`} checked={isSelected} onChange={onSelect} />
      </DataCell>
      <DataCell
        isHeader
        className="min-w-[222px] px-[7px] py-[9px] cards:col-span-2 cards:min-w-0 cards:pr-10 cards:pl-7!"
      >
        <Link
          href={`/user-control/keys/${key.id}`}
          prefetch={false}
          className="font-semibold text-ink [overflow-wrap:anywhere]"
        >
          {key.name}
        </Link>
        <span className="block leading-[18px]">
          <KeyIdentity accessKey={key.accessKey} />
        </span>
      </DataCell>
      <DataCell label="Owner" className={MIDDLE}>
        <Owner of={key.owner} />
      </DataCell>
      <DataCell label="Status" className={MIDDLE}>
        <StatusBadge status={key.status} statusLabel={key.statusLabel} statusTone={key.statusTone} />
      </DataCell>
      <DataCell label="Access" className="px-[7px] align-middle whitespace-nowrap text-ink-2">
        {key.accessLabel}
      </DataCell>
      <DataCell label="30 days" className={MIDDLE}>
        {key.calls !== undefined && <Sparkline of={key.calls} />}
      </DataCell>
      <DataCell label="Last used" className="px-[7px] align-middle whitespace-nowrap">
        {key.lastUsed === null ? <span className="text-ink-3">Never</span> : <Time {...key.lastUsed} />}
      </DataCell>
      <DataCell label="Expires" className="px-[7px] align-middle whitespace-nowrap">
        {key.expiration === null ? <span className="text-ink-3">Never</span> : <Time {...key.expiration} />}
      </DataCell>
      <DataCell className="w-9 text-right align-middle cards:absolute cards:top-1.5 cards:right-1.5 cards:w-auto">
        <InventoryMenu of={key} open={open} onView={onView} />
      </DataCell>
    </DataRow>
  );
}

const MARKS = { SERVICE_ACCOUNT: 'bot', COMPANY: 'folder' } as const;

/** A person by their initials, what is no person by a drawing. */
function Owner({ of: { kind, name } }: { of: InventoryKeyView['owner'] }) {
  return (
    <span className="flex items-center gap-2">
      {kind === 'USER' ? (
        <Avatar name={name} className="size-5 text-[9px] group-data-[selected]/row:bg-sheet" />
      ) : (
        <span className="grid size-5 flex-none place-items-center rounded-[5px] bg-idle-wash text-ink-3">
          <Icon name={MARKS[kind]} className="size-3" />
        </span>
      )}
      <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
    </span>
  );
}
