import type { Route } from 'next';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { KeyGroupRow } from '@/components/keys/key-group-row';
import { Button, IconButton } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { TABLE_ROLES } from '@/components/ui/table-roles';
import type { DeskGroupView } from '@/lib/keys/desk-view';
import type { OpenDesk } from './desk-dialog';
import { DeskKeyRow } from './desk-table';
import { TableFrame } from './table-frame';

type GroupedTableProps = {
  groups: DeskGroupView[];
  mayAdd: boolean;
  /** All of one group's keys. */
  addressOf: (groupId: string | null) => Route;
  open: OpenDesk;
};

/** Groups that fold, each with its keys; what is in none comes last. */
export function GroupedTable({ groups, mayAdd, addressOf, open }: GroupedTableProps) {
  const [folded, setFolded] = useState<ReadonlySet<string | null>>(new Set());
  function toggle(id: string | null) {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  }
  return (
    <TableFrame>
      {groups.map((group) => (
        <tbody
          key={group.id}
          {...TABLE_ROLES.rowgroup}
          className="cards:grid cards:gap-2.5 cards:@min-[620px]/rows:grid-cols-2"
        >
          <KeyGroupRow
            name={group.name}
            count={group.count}
            isOpen={!folded.has(group.id)}
            onToggle={() => toggle(group.id)}
            actions={<GroupActions of={group} mayAdd={mayAdd} open={open} />}
          />
          {!folded.has(group.id) && <GroupKeys of={group} address={addressOf(group.id)} open={open} />}
        </tbody>
      ))}
    </TableFrame>
  );
}

function GroupActions({
  of: { id, name, count },
  mayAdd,
  open,
}: {
  of: DeskGroupView;
  mayAdd: boolean;
  open: OpenDesk;
}) {
  return (
    <>
      {mayAdd && (
        <Button
          size="sm"
          variant="ghost"
          icon="plus"
          aria-label={`Add API key to ${name}`}
          onClick={() => open({ kind: 'add', groupId: id ?? '', isFixed: true })}
        >
          Add API key
        </Button>
      )}
      {id !== null && (
        <Menu trigger={<IconButton icon="dots" label={`More for ${name}`} />}>
          <MenuItem icon="pencil" onSelect={() => open({ kind: 'rename-group', group: { id, name, count } })}>
            Rename group
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon="trash" danger onSelect={() => open({ kind: 'delete-group', group: { id, name, count } })}>
            Delete group
          </MenuItem>
        </Menu>
      )}
    </>
  );
}

function GroupKeys({ of: group, address, open }: { of: DeskGroupView; address: Route; open: OpenDesk }) {
  return (
    <>
      {group.keys.map((key) => (
        <DeskKeyRow key={key.id} of={key} open={open} />
      ))}
      {group.keys.length === 0 && (
        <Line>{group.id === null ? 'Keys that are in no group appear here.' : 'Nothing in this group yet.'}</Line>
      )}
      {group.more !== null && (
        <Line>
          <Link href={address} className="font-medium">
            {group.more}
          </Link>
        </Line>
      )}
    </>
  );
}

/** A row that is no key. */
function Line({ children }: { children: ReactNode }) {
  return (
    <tr {...TABLE_ROLES.row} className="cards:col-span-full cards:block">
      <td
        {...TABLE_ROLES.cell}
        colSpan={6}
        className="border-b border-line px-3.5 py-2.5 text-ink-3 [tbody:last-child>tr:last-child>&]:border-b-0 cards:block cards:border-0 cards:px-0"
      >
        {children}
      </td>
    </tr>
  );
}
