'use client';

import { use, useState } from 'react';
import { BulkBar } from '@/components/lists/bulk-bar';
import type { ListParameters } from '@/components/lists/list-address';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import type { CountedView, InventoryView } from '@/lib/keys/inventory/view';
import type { BulkActions } from '../inventory-actions';
import { BulkDialog, type BulkOperation } from './bulk-dialog';

type InventoryBulkProps = {
  view: InventoryView;
  counted: Promise<CountedView>;
  parameters: ListParameters;
  selected: ReadonlySet<string>;
  actions: BulkActions;
  onClear: () => void;
};

/** What can be done to several keys: those selected on the page, or all that match. */
export function InventoryBulk({ view, counted, parameters, selected, actions, onClear }: InventoryBulkProps) {
  const [isAll, setAll] = useState(false);
  const [operation, setOperation] = useState<BulkOperation | null>(null);
  const { text, isWhole } = use(counted).matching;
  const offersAll = !isWhole && view.keys.every(({ id }) => selected.has(id));
  const isEverything = isAll && offersAll;
  const recent = view.keys.filter(({ id, lastUsedRecently }) => selected.has(id) && lastUsedRecently).length;
  return (
    <>
      <BulkBar
        says={isEverything ? `All ${text} selected` : `${selected.size} selected`}
        more={
          <>
            {offersAll && (
              <Button variant="link" onClick={() => setAll(!isAll)}>
                {isAll ? 'Only this page' : `Select all ${text} that match`}
              </Button>
            )}
            {recent > 0 && !isEverything && <RecentlyUsed count={recent} />}
          </>
        }
        onClear={onClear}
      >
        {view.mayDisable && (
          <Button size="sm" onClick={() => setOperation('disable')}>
            Disable
          </Button>
        )}
        <Button size="sm" variant="danger-text" onClick={() => setOperation('delete')}>
          Delete
        </Button>
      </BulkBar>
      {operation !== null && (
        <BulkDialog
          operation={operation}
          selection={
            isEverything ? { matching: new URLSearchParams(parameters).toString() } : { keys: [...selected].join(',') }
          }
          actions={actions}
          onClose={() => setOperation(null)}
          onSuccess={(count) => {
            setOperation(null);
            onClear();
            toastSuccess(underWay(operation, count));
          }}
        />
      )}
    </>
  );
}

function RecentlyUsed({ count }: { count: number }) {
  return (
    <span className="text-xs text-ink-3 max-md:hidden">
      {count} {count === 1 ? 'was' : 'were'} used in the last hour
    </span>
  );
}

function underWay(operation: BulkOperation, count: number): string {
  const keys = count === 1 ? '1 key' : `${count.toLocaleString('en-US')} keys`;
  return `${operation === 'disable' ? 'Disabling' : 'Deleting'} ${keys}`;
}
