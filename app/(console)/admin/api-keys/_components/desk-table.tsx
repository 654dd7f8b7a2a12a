import { KeyRow } from '@/components/keys/key-row';
import type { RowExtra } from '@/components/keys/row-actions';
import { Icon } from '@/components/ui/icon';
import { TABLE_ROLES } from '@/components/ui/table-roles';
import type { DeskKeyView } from '@/lib/keys/desk-view';
import type { OpenDesk } from './desk-dialog';
import { TableFrame } from './table-frame';

type DeskTableProps = { keys: DeskKeyView[]; open: OpenDesk };

/** Keys one below the other, on a page of their own. */
export function DeskTable({ keys, open }: DeskTableProps) {
  return (
    <TableFrame>
      <tbody {...TABLE_ROLES.rowgroup} className="cards:grid cards:gap-2.5 cards:@min-[620px]/rows:grid-cols-2">
        {keys.map((key) => (
          <DeskKeyRow key={key.id} of={key} open={open} isGroupShown />
        ))}
      </tbody>
    </TableFrame>
  );
}

type DeskKeyRowProps = { of: DeskKeyView; open: OpenDesk; isGroupShown?: boolean };

export function DeskKeyRow({ of: key, open, isGroupShown = false }: DeskKeyRowProps) {
  const isCompanys = key.ownerUserId === null;
  const move: RowExtra = {
    verb: 'Move to group',
    icon: 'folder',
    ...(key.group === null ? {} : { hint: key.group.name }),
    onSelect: () => open({ kind: 'move', key }),
  };
  return (
    <KeyRow
      of={key}
      open={open}
      note={<Note of={key} isGroupShown={isGroupShown} />}
      extras={isCompanys && key.may.group ? [move] : []}
    />
  );
}

/** Whose it is, or what it is for. */
function Note({ of: { ownerUserId, group, description }, isGroupShown }: Pick<DeskKeyRowProps, 'of' | 'isGroupShown'>) {
  const look = 'flex items-start gap-[7px] text-xs leading-[18px] text-ink-3 [overflow-wrap:anywhere]';
  if (ownerUserId !== null) {
    return (
      <p className={look}>
        <Icon name="bot" className="mt-px" />
        <span className="mono min-w-0">{ownerUserId}</span>
      </p>
    );
  }
  return (
    <>
      {isGroupShown && group !== null && (
        <p className={look}>
          <Icon name="folder" className="mt-px" />
          <span className="min-w-0">{group.name}</span>
        </p>
      )}
      {description !== null && <p className={look}>{description}</p>}
    </>
  );
}
