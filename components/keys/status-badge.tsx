import { Badge, type BadgeMark } from '@/components/ui/badge';
import type { KeyStatus, KeyView } from '@/lib/keys/view';

const MARKS: Record<KeyStatus, BadgeMark> = {
  ACTIVE: 'dot',
  DISABLED: 'minus',
  EXPIRED: 'cross',
  EXPIRED_INACTIVE: 'cross',
  OWNER_INACTIVE: 'half',
  MFA_REQUIRED: 'lock',
};

type StatusBadgeProps = Pick<KeyView, 'status' | 'statusLabel' | 'statusTone'>;

/** The first verdict a call with the key would meet, as one word. An active key near its end shows a clock. */
export function StatusBadge({ status, statusLabel, statusTone }: StatusBadgeProps) {
  const mark = status === 'ACTIVE' && statusTone === 'warn' ? 'clock' : MARKS[status];
  return (
    <Badge tone={statusTone} mark={mark}>
      {statusLabel}
    </Badge>
  );
}
