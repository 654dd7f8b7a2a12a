'use client';

import { useRef } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { type Preview, usePreview } from '@/components/forms/use-preview';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter, Facts } from '@/components/ui/dialog';
import type { IconName } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import type { BulkPreview } from '@/lib/keys/inventory/bulk';
import type { BulkActions } from '../inventory-actions';

export type BulkOperation = 'disable' | 'delete';

/** Ids by comma, or the query of the list whose keys are all meant. */
export type BulkSelection = { keys: string } | { matching: string };

type Wording = { verb: string; says: string; icon: { name: IconName; tone: 'warn' | 'bad' } };

const WORDINGS: Record<BulkOperation, Wording> = {
  disable: {
    verb: 'Disable',
    says: 'Calls with these keys are refused within a second of their turn. They can be activated again at any time, and we e-mail each owner a reminder.',
    icon: { name: 'ban', tone: 'warn' },
  },
  delete: {
    verb: 'Delete',
    says: 'The keys are refused within a second of their turn and cannot be brought back.',
    icon: { name: 'trash', tone: 'bad' },
  },
};

type BulkDialogProps = {
  operation: BulkOperation;
  selection: BulkSelection;
  actions: BulkActions;
  onClose: () => void;
  onSuccess: (count: number) => void;
};

/** Counts first what would change, then asks. */
export function BulkDialog({ operation, selection, actions, onClose, onSuccess }: BulkDialogProps) {
  const { verb, says, icon } = WORDINGS[operation];
  const fields = { operation, ...selection };
  const cancel = useRef<HTMLButtonElement>(null);
  const preview = usePreview(actions.preview, fields);
  const { failure, isBusy, onSubmit } = useDialogAction(actions.start, {
    onSuccess: ({ count }) => onSuccess(count),
  });
  const close = () => !isBusy && onClose();
  const counted = preview.state === 'there' ? preview.value : null;
  const refusal = failure ?? (preview.state === 'failed' ? preview.failure : null);
  return (
    <Dialog alert size="alert" title={titleOf(verb, counted)} icon={icon} onClose={close} initialFocus={cancel}>
      <form className="contents" onSubmit={onSubmit}>
        {Object.entries({ ...fields, confirmed: counted?.changing ?? '' }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DialogBody>
          {counted?.changing !== 0 && <p>{says}</p>}
          <Counted preview={preview} />
          <FormFailure failure={refusal} />
        </DialogBody>
        <DialogFooter>
          <Button ref={cancel} onClick={close}>
            {counted?.changing === 0 ? 'Close' : 'Cancel'}
          </Button>
          {preview.state !== 'failed' && counted?.changing !== 0 && (
            <Button type="submit" variant="danger" busy={isBusy || counted === null}>
              {verb}
            </Button>
          )}
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function titleOf(verb: string, counted: BulkPreview | null): string {
  if (counted === null) return `${verb} keys?`;
  return counted.changing === 0 ? `Nothing to ${verb.toLowerCase()}` : `${verb} ${keysText(counted.changing)}?`;
}

function keysText(count: number): string {
  return count === 1 ? '1 key' : `${count.toLocaleString('en-US')} keys`;
}

/** Only disabling has keys that it cannot change. */
function staying(count: number): string {
  return `${count.toLocaleString('en-US')}, disabled or expired already`;
}

function Counted({ preview }: { preview: Preview<BulkPreview> }) {
  if (preview.state === 'asked') {
    return (
      <div role="status">
        <span className="sr-only">Counting</span>
        <Skeleton className="my-1 w-40" />
      </div>
    );
  }
  if (preview.state !== 'there') return null;
  const { count, changing, usedLastHour } = preview.value;
  const used = usedLastHour === 0 ? 'None' : <b className="text-danger">{keysText(usedLastHour)}</b>;
  return (
    <Facts
      facts={[
        { label: 'Chosen', value: keysText(count) },
        ...(changing < count ? [{ label: 'Stay as they are', value: staying(count - changing) }] : []),
        ...(changing === 0 ? [] : [{ label: 'Used in the last hour', value: used }]),
      ]}
    />
  );
}
