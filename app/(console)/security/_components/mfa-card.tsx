import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';

type MfaCardProps = {
  isOn: boolean;
  /** At the right of the head: a sentence, or buttons. */
  aside?: ReactNode;
  children: ReactNode;
};

/** The card about the second step, with whether it is on. */
export function MfaCard({ isOn, aside, children }: MfaCardProps) {
  return (
    <Card>
      <CardHeader
        title="Multi-factor authentication"
        badge={
          <Badge tone={isOn ? 'ok' : 'warn'} mark={isOn ? 'dot' : 'lock'}>
            {isOn ? 'On' : 'Not on yet'}
          </Badge>
        }
      >
        {typeof aside === 'string' ? <span className="text-xs text-ink-3 max-md:hidden">{aside}</span> : aside}
      </CardHeader>
      {children}
    </Card>
  );
}
