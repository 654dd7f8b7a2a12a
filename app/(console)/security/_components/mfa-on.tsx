'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CardBody } from '@/components/ui/card';
import type { Action } from '@/lib/web/action-state';
import { MfaCard } from './mfa-card';
import { NewCodesDialog } from './new-codes-dialog';
import { TurnOffDialog } from './turn-off-dialog';

type MfaOnProps = {
  turnOff: Action<null>;
  renewCodes: Action<{ recoveryCodes: string[] }>;
  /** A date in words. */
  since: string;
  unusedRecoveryCodes: number;
  /** Keys that are refused once MFA is off. */
  keyCount: number;
};

/** MFA is on: since when, what is left, and the way to switch it off. */
export function MfaOn({ turnOff, renewCodes, since, unusedRecoveryCodes, keyCount }: MfaOnProps) {
  const [dialog, setDialog] = useState<'turn-off' | 'new-codes' | null>(null);
  return (
    <MfaCard
      isOn
      aside={
        <>
          <Button size="sm" icon="refresh" onClick={() => setDialog('new-codes')}>
            New codes
          </Button>
          <Button variant="danger-text" size="sm" onClick={() => setDialog('turn-off')}>
            Turn off MFA
          </Button>
        </>
      }
    >
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
          <dt className="text-ink-3">On since</dt>
          <dd>{since}</dd>
          <dt className="text-ink-3">Second step</dt>
          <dd>A code from your authenticator app</dd>
          <dt className="text-ink-3">Recovery codes</dt>
          <dd>{unusedRecoveryCodes} of 10 left</dd>
        </dl>
      </CardBody>
      {dialog === 'turn-off' && <TurnOffDialog action={turnOff} keyCount={keyCount} onClose={() => setDialog(null)} />}
      {dialog === 'new-codes' && <NewCodesDialog action={renewCodes} onClose={() => setDialog(null)} />}
    </MfaCard>
  );
}
