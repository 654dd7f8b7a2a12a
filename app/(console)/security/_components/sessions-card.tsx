'use client';

import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { SessionView } from '@/lib/accounts/view';
import type { Action, ActionFailure } from '@/lib/web/action-state';

type SessionsCardProps = {
  sessions: SessionView[];
  endOne: Action<null>;
  endOthers: Action<{ ended: number }>;
};

/** Every place where the person is signed in, this browser first, each with its way out. */
export function SessionsCard({ sessions, endOne, endOthers }: SessionsCardProps) {
  const { isBusy, onSubmit } = useDialogAction(endOthers, {
    onSuccess: () => toastSuccess('You are signed out everywhere else'),
    onFailure: sayFailure,
  });
  return (
    <Card>
      <CardHeader id="sessions" title="Where you are signed in">
        {sessions.some(({ isCurrent }) => !isCurrent) && (
          <form onSubmit={onSubmit}>
            <Button type="submit" size="sm" busy={isBusy}>
              Sign out everywhere else
            </Button>
          </form>
        )}
      </CardHeader>
      <ul aria-labelledby="sessions">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} action={endOne} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session, action }: { session: SessionView; action: Action<null> }) {
  const { browser, device, address, firstSeen, lastSeen, isCurrent } = session;
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto_72px] items-center gap-x-3 px-3.5 py-2.5 not-first:border-t not-first:border-line max-md:grid-cols-[16px_minmax(0,1fr)_auto]">
      <Icon name={device} className="text-ink-3 max-md:row-span-2" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <b className="font-medium">{browser}</b>
          {isCurrent && (
            <Badge tone="ok" mark="dot">
              This browser
            </Badge>
          )}
        </p>
        <p className="text-xs leading-[18px] text-ink-3">
          <span className="[overflow-wrap:anywhere]">{address ?? 'Unknown address'}</span> · Signed in{' '}
          <Time {...firstSeen} />
        </p>
      </div>
      <p className="text-ink-2 max-md:col-start-2 max-md:row-start-2 max-md:text-xs max-md:leading-[18px]">
        {isCurrent ? 'Active now' : <LastSeen at={lastSeen} />}
      </p>
      <div className="flex justify-end max-md:col-start-3 max-md:row-span-2 max-md:row-start-1">
        {!isCurrent && <EndButton session={session} action={action} />}
      </div>
    </li>
  );
}

function LastSeen({ at }: { at: SessionView['lastSeen'] }) {
  return (
    <>
      <span className="sr-only">Last seen </span>
      <Time {...at} />
    </>
  );
}

function EndButton({ session, action }: { session: SessionView; action: Action<null> }) {
  const { isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: () => toastSuccess(`${session.browser} is signed out`),
    onFailure: sayFailure,
  });
  return (
    <form onSubmit={onSubmit}>
      <input type="hidden" name="sessionId" value={session.id} />
      <Button type="submit" size="sm" busy={isBusy}>
        Sign out
        <span className="sr-only">
          {' '}
          {session.browser}, {session.address}
        </span>
      </Button>
    </form>
  );
}

function sayFailure(failure: ActionFailure): boolean {
  toastFailure(failure.message);
  return true;
}
