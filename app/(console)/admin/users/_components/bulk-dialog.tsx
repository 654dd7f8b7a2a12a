'use client';

import { useRef } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { type Preview, usePreview } from '@/components/forms/use-preview';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { IconName } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import type { PeopleChanged } from '@/lib/accounts/commands/change-people';
import type { ChangePreviewView } from '@/lib/accounts/people-view';
import type { PeopleActions } from '../people-actions';

/** Ids by comma, or the filter whose people are all meant. */
export type BulkSelection = { people: string } | { filter: string };

type Wording = {
  title: string;
  icon: IconName;
  says: string;
  button: string;
  done: (changed: PeopleChanged) => string;
};

const people = (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`);

export const BULK_WORDINGS: Record<PeopleChanged['change'], Wording> = {
  GRANT_KEY_MANAGEMENT: {
    title: 'Grant key management to these people?',
    icon: 'key',
    says: 'They may generate and manage API keys of their own once MFA is on.',
    button: 'Grant key management',
    done: ({ count, isUnderWay }) =>
      isUnderWay ? `Granting key management to ${people(count)}` : `${people(count)} may manage keys now`,
  },
  WITHDRAW_KEY_MANAGEMENT: {
    title: 'Withdraw key management from these people?',
    icon: 'ban',
    says: 'They can no longer see or manage their keys. The keys go on working until an administrator disables or deletes them.',
    button: 'Withdraw key management',
    done: ({ count, isUnderWay }) =>
      isUnderWay ? `Withdrawing key management from ${people(count)}` : `${people(count)} may no longer manage keys`,
  },
  DEACTIVATE: {
    title: 'Deactivate these people?',
    icon: 'ban',
    says: 'They are signed out at once and cannot sign in. Their keys are refused within a second. Reactivating brings both back.',
    button: 'Deactivate',
    done: ({ count, isUnderWay }) => (isUnderWay ? `Deactivating ${people(count)}` : `${people(count)} deactivated`),
  },
};

type BulkDialogProps = {
  change: PeopleChanged['change'];
  selection: BulkSelection;
  actions: Pick<PeopleActions, 'changeSeveral' | 'previewChange'>;
  onClose: () => void;
  onSuccess: (changed: PeopleChanged) => void;
};

/** Counts first what would change, then asks. */
export function BulkDialog({ change, selection, actions, onClose, onSuccess }: BulkDialogProps) {
  const wording = BULK_WORDINGS[change];
  const fields = { change, ...selection };
  const cancel = useRef<HTMLButtonElement>(null);
  const preview = usePreview(actions.previewChange, fields);
  const { failure, isBusy, onSubmit } = useDialogAction(actions.changeSeveral, { onSuccess });
  const close = () => !isBusy && onClose();
  const counted = preview.state === 'there' ? preview.value : null;
  return (
    <Dialog
      alert
      size="alert"
      title={wording.title}
      icon={{ name: wording.icon, tone: change === 'DEACTIVATE' ? 'warn' : 'info' }}
      onClose={close}
      initialFocus={cancel}
    >
      <form className="contents" onSubmit={onSubmit}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DialogBody>
          <p>{wording.says}</p>
          <Counted preview={preview} />
          <FormFailure failure={failure ?? (preview.state === 'failed' ? preview.failure : null)} />
        </DialogBody>
        <DialogFooter>
          <Button ref={cancel} onClick={close}>
            {counted?.changes === 0 ? 'Close' : 'Cancel'}
          </Button>
          {counted?.changes !== 0 && (
            <Button
              type="submit"
              variant={change === 'DEACTIVATE' ? 'danger' : 'primary'}
              busy={isBusy || preview.state === 'asked'}
            >
              {wording.button}
            </Button>
          )}
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function Counted({ preview }: { preview: Preview<ChangePreviewView> }) {
  if (preview.state === 'failed' || preview.state === 'none') return null;
  return (
    <div role="status" className="grid gap-1 rounded-md border border-line bg-well px-3 py-2.5">
      {preview.state === 'asked' ? (
        <>
          <span className="sr-only">Counting</span>
          <Skeleton className="my-1 w-40" />
          <Skeleton className="my-1 w-24" />
        </>
      ) : (
        <>
          <b className="font-medium text-ink">{preview.value.summary}</b>
          {preview.value.notes.map((note, index) => (
            <span key={note} className={index === 0 && preview.value.isRed ? 'text-danger' : undefined}>
              {note}
            </span>
          ))}
        </>
      )}
    </div>
  );
}
