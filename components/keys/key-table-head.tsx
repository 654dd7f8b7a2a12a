import { cn } from '@/components/ui/cn';
import { TABLE_ROLES } from '@/components/ui/table-roles';

const HEAD_CELL =
  'sticky top-0 z-10 border-b border-line bg-well px-2.5 py-2 text-left align-bottom text-xs font-medium whitespace-nowrap text-ink-3';

/** The columns of every table of keys. */
export function KeyTableHead() {
  const cell = { ...TABLE_ROLES.columnheader, scope: 'col', className: HEAD_CELL };
  return (
    <thead {...TABLE_ROLES.rowgroup} className="cards:sr-only">
      <tr {...TABLE_ROLES.row}>
        <th {...cell} className={cn(HEAD_CELL, 'w-[212px] rounded-tl-[9px] pl-3.5')}>
          Name and Access Key
        </th>
        <th {...cell} className={cn(HEAD_CELL, 'w-[106px] whitespace-normal')}>
          API Key Access Secret
        </th>
        <th {...cell}>Status</th>
        <th {...cell}>Last used</th>
        <th {...cell}>Expiration date and details</th>
        <th {...cell} className={cn(HEAD_CELL, 'rounded-tr-[9px]')}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}
