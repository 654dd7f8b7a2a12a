import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { TABLE_ROLES } from '@/components/ui/table-roles';

type KeyGroupRowProps = {
  name: string;
  /** "2 keys" */
  count: string;
  isOpen: boolean;
  onToggle: () => void;
  /** At the right: what can be done with the group. */
  actions?: ReactNode;
};

/** The head of a group of keys; it folds the rows below it. */
export function KeyGroupRow({ name, count, isOpen, onToggle, actions }: KeyGroupRowProps) {
  return (
    <tr
      {...TABLE_ROLES.row}
      className="cards:col-span-full cards:mt-6 cards:block cards:in-[tbody:first-of-type]:mt-0.5"
    >
      <th
        {...TABLE_ROLES.rowheader}
        scope="rowgroup"
        colSpan={6}
        className="border-b border-line bg-well py-[5px] pr-2.5 pl-3.5 text-left [tbody:last-child>tr:last-child>&]:rounded-b-[9px] [tbody:last-child>tr:last-child>&]:border-b-0 cards:block cards:border-0 cards:bg-transparent cards:p-0"
      >
        <div className="flex min-h-7 items-center gap-2">
          <IconButton
            icon="down"
            label={`${isOpen ? 'Collapse' : 'Expand'} ${name}`}
            aria-expanded={isOpen}
            onClick={onToggle}
            className={cn(
              '-ml-[7px] aria-expanded:bg-transparent aria-expanded:hover:bg-idle-wash',
              !isOpen && '-rotate-90',
            )}
          />
          <h3 className="min-w-0 [overflow-wrap:anywhere]">{name}</h3>
          <span className="flex-none text-xs leading-[18px] font-normal text-ink-3">{count}</span>
          {actions && <div className="ml-auto flex flex-none items-center">{actions}</div>}
        </div>
      </th>
    </tr>
  );
}
