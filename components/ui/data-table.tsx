import type { MouseEventHandler, ReactNode } from 'react';
import { cn } from './cn';
import { TABLE_ROLES } from './table-roles';

export type Column = {
  /** Unique in the table. */
  title: string;
  /** For columns of buttons and checkboxes: the title is only said. */
  isUnseen?: boolean;
  /** A heading that does something, such as a link that sorts or a checkbox for all. */
  head?: ReactNode;
  sorted?: 'ascending' | 'descending';
  className?: string;
};

const HEAD_CELL = 'border-b border-line bg-well px-2.5 py-2 text-left text-xs font-medium whitespace-nowrap text-ink-3';
/** Short, since a page has hundreds of them: what can be said of all cells at once is said in `ROWS`. */
const CELL = 'border-b border-line p-2.5 text-left align-top cards:block cards:border-0 cards:px-0 cards:py-1';
const ROWS =
  'cards:grid cards:gap-2.5 [&>tr:last-child>*]:border-b-0 [&>tr>:first-child]:pl-3.5 [&>tr>:last-child]:pr-3.5 cards:[&>tr>:first-child]:pl-0 cards:[&>tr>:last-child]:pr-0';

/** A table, and cards where its columns do not fit. Rows are `DataRow`s. */
export function DataTable({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly Column[];
  children: ReactNode;
}) {
  return (
    <div className="@container/rows">
      <div className="overflow-hidden rounded-lg border border-line cards:rounded-none cards:border-0">
        <table
          {...TABLE_ROLES.table}
          aria-label={label}
          className="w-full border-separate border-spacing-0 cards:block"
        >
          <thead {...TABLE_ROLES.rowgroup} className="cards:sr-only">
            <tr {...TABLE_ROLES.row}>
              {columns.map(({ title, isUnseen = false, head, sorted, className }) => (
                <th
                  key={title}
                  {...TABLE_ROLES.columnheader}
                  scope="col"
                  {...(sorted === undefined ? {} : { 'aria-sort': sorted })}
                  className={cn(HEAD_CELL, 'first:pl-3.5 last:pr-3.5', className)}
                >
                  {head ?? (isUnseen ? <span className="sr-only">{title}</span> : title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...TABLE_ROLES.rowgroup} className={ROWS}>
            {children}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type DataRowProps = {
  isSelected?: boolean;
  /** Its card has two columns; cells that want both say so. */
  isWide?: boolean;
  /** The right mouse button, or the key for it. */
  onContextMenu?: MouseEventHandler<HTMLTableRowElement>;
  children: ReactNode;
};

export function DataRow({ isSelected = false, isWide = false, onContextMenu, children }: DataRowProps) {
  return (
    <tr
      {...TABLE_ROLES.row}
      onContextMenu={onContextMenu}
      data-selected={isSelected || undefined}
      className={cn('group/row data-row', isWide ? 'cards:grid cards:grid-cols-2 cards:gap-x-4' : 'cards:block')}
    >
      {children}
    </tr>
  );
}

type DataCellProps = {
  /** Stands over the value on a card. */
  label?: string;
  /** The cell that names the row. */
  isHeader?: boolean;
  className?: string;
  children: ReactNode;
};

export function DataCell({ label, isHeader = false, className, children }: DataCellProps) {
  const classes = cn(CELL, className);
  return isHeader ? (
    <th {...TABLE_ROLES.rowheader} scope="row" className={cn(classes, 'font-normal')}>
      {children}
    </th>
  ) : (
    <td {...TABLE_ROLES.cell} data-label={label} className={classes}>
      {children}
    </td>
  );
}
