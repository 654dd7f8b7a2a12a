'use client';

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { runAction } from '@/components/forms/run-action';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { StoppingKeysView } from '@/lib/keys/present-desk';
import type { ChangedAccount } from '@/lib/service-accounts/dto';
import type { ServiceAccountView } from '@/lib/service-accounts/view';
import type { Action, ActionState } from '@/lib/web/action-state';

type ActivityDialogProps = {
  question: 'deactivate' | 'reactivate';
  account: ServiceAccountView;
  action: Action<ChangedAccount>;
  stoppingKeys: Action<StoppingKeysView>;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSuccess: (changed: ChangedAccount) => void;
  onStale: (message: string) => void;
};

const WORDINGS = {
  deactivate: {
    title: (userId: string) => `Deactivate ${userId}?`,
    says: 'Calls with its keys are refused with OWNER_INACTIVE within a second, and it gets no new ones. Reactivating it brings them back as they are.',
    button: 'Deactivate',
    icon: { name: 'ban', tone: 'warn' },
  },
  reactivate: {
    title: (userId: string) => `Reactivate ${userId}?`,
    says: 'Its keys that are neither disabled nor expired perform their normal functions again at once.',
    button: 'Reactivate',
    icon: { name: 'bolt', tone: 'info' },
  },
} as const;

/** Asks once, and shows beforehand which keys stop and when they were last used. */
export function ActivityDialog({ question, account, action, opener, ...props }: ActivityDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const wording = WORDINGS[question];
  const isRed = question === 'deactivate';
  const first = useRef<HTMLButtonElement>(null);
  const close = () => !isBusy && props.onClose();
  return (
    <Dialog
      alert
      size="alert"
      title={wording.title(account.userId)}
      icon={wording.icon}
      onClose={close}
      initialFocus={first}
      returnFocus={opener}
    >
      <form className="contents" onSubmit={onSubmit}>
        <input type="hidden" name="serviceAccountId" value={account.id} />
        <DialogBody>
          <p>{wording.says}</p>
          {isRed && <StoppingKeys of={account} read={props.stoppingKeys} />}
          <FormFailure failure={failure} />
        </DialogBody>
        <DialogFooter>
          <Button {...(isRed ? { ref: first } : {})} onClick={close}>
            Cancel
          </Button>
          <Button {...(isRed ? {} : { ref: first })} type="submit" variant={isRed ? 'danger' : 'primary'} busy={isBusy}>
            {wording.button}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

type StoppingKeysProps = { of: ServiceAccountView; read: Action<StoppingKeysView> };

function StoppingKeys({ of: { id }, read }: StoppingKeysProps) {
  const [answer, setAnswer] = useState<ActionState<StoppingKeysView>>(null);
  const ask = useEffectEvent(async () => {
    const fields = new FormData();
    fields.set('serviceAccountId', id);
    setAnswer(await runAction(read, fields));
  });
  useEffect(() => {
    ask();
  }, []);
  return (
    <div
      role="status"
      aria-busy={answer === null}
      className="grid gap-1.5 rounded-md border border-line bg-well px-3 py-2.5 text-ink"
    >
      {answer === null && <Skeleton className="my-[5px] w-32" />}
      {answer?.ok === false && answer.error.message}
      {answer?.ok && <Stopping of={answer.value} />}
    </div>
  );
}

function Stopping({ of: { says, keys, more } }: { of: StoppingKeysView }) {
  return (
    <>
      <b>{says}</b>
      {keys.length > 0 && (
        <ul className="grid gap-1">
          {keys.map(({ id, name, lastUsed, isRecent }) => (
            <li key={id} className="flex flex-wrap gap-x-3">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{name}</span>
              <span className={isRecent ? 'font-semibold text-danger' : 'text-ink-3'}>{lastUsed}</span>
            </li>
          ))}
        </ul>
      )}
      {more !== null && <p className="text-ink-3">{more}</p>}
    </>
  );
}
