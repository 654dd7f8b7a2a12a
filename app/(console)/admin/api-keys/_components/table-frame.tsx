import type { ReactNode } from 'react';
import { KeyTableHead } from '@/components/keys/key-table-head';
import { TABLE_ROLES } from '@/components/ui/table-roles';

/** The table of the company's keys, which becomes cards on a phone; its bodies are `children`. */
export function TableFrame({ children }: { children: ReactNode }) {
  return (
    <div className="@container/rows">
      <div className="rounded-lg border border-line cards:border-0">
        <table
          {...TABLE_ROLES.table}
          aria-label="API keys"
          className="w-full border-separate border-spacing-0 cards:block"
        >
          <KeyTableHead />
          {children}
        </table>
      </div>
    </div>
  );
}
