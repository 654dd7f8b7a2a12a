'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { Action } from '@/lib/web/action-state';
import { TurnOffDialog } from './turn-off-dialog';

type MfaOnProps = {
  action: Action<null>;
  /** A date in words. */
  since: string;
  unusedRecoveryCodes: number;
  /** Keys that are refused once MFA is off. */
  keyCount: number;
};

/** MFA is on: since when, what is left, and the way to switch it off. */
export function MfaOn({ action, since, unusedRecoveryCodes, keyCount }: MfaOnProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Multi-factor authentication"
        badge={
          <Badge tone="ok" mark="dot">
            On
          </Badge>
        }
      >
        <Button variant="danger-text" size="sm" onClick={() => setAsking(true)}>
          Turn off MFA
        </Button>
      </CardHeader>
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
      {isAsking && <TurnOffDialog action={action} keyCount={keyCount} onClose={() => setAsking(false)} />}
    </Card>
  );
}
