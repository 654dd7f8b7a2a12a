'use client';

import { useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { OwnRequestView } from '@/lib/access/view';
import type { Action } from '@/lib/web/action-state';
import { RequestDialog } from './request-dialog';

export type AccessActions = { request: Action<{ id: string }>; withdraw: Action<null> };

type RequestAccessProps = { own: OwnRequestView; actions: AccessActions };

/** The one way on from the page of somebody without key management, and where it has led. */
export function RequestAccess({ own, actions }: RequestAccessProps) {
  const [isAsking, setAsking] = useState(false);
  if (own.state === 'REQUESTED') return <Requested own={own} withdraw={actions.withdraw} />;
  return (
    <div className="grid justify-items-center gap-3">
      {own.state === 'NOT_GRANTED' && (
        <div className="grid justify-items-center gap-1.5 text-ink-2">
          <Badge tone="idle" mark="minus">
            Not granted
          </Badge>
          <p>{own.answered}</p>
          {own.note !== null && (
            <blockquote className="rounded-md border border-line bg-well px-3 py-2 text-left [overflow-wrap:anywhere] whitespace-pre-wrap">
              {own.note}
            </blockquote>
          )}
        </div>
      )}
      <Button variant="primary" size="lg" icon="userplus" onClick={() => setAsking(true)}>
        Request access
      </Button>
      {isAsking && <RequestDialog action={actions.request} onClose={() => setAsking(false)} />}
    </div>
  );
}

type RequestedProps = { own: Extract<OwnRequestView, { state: 'REQUESTED' }>; withdraw: Action<null> };

function Requested({ own, withdraw }: RequestedProps) {
  const { failure, isBusy, form } = usePageForm(withdraw);
  return (
    <form {...form} className="grid justify-items-center gap-1.5 text-ink-2">
      <input type="hidden" name="requestId" value={own.id} />
      <Badge tone="info" mark="clock">
        Requested
      </Badge>
      <p>{own.asked} We e-mail you when an administrator answers.</p>
      <FormFailure failure={failure} />
      <Button type="submit" variant="link" busy={isBusy}>
        Withdraw
      </Button>
    </form>
  );
}
