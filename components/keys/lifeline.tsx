import { cn } from '@/components/ui/cn';
import type { KeyView } from '@/lib/keys/view';

const TONES = { plain: 'bg-ink-3', warn: 'bg-warn-mark', bad: 'bg-danger-mark' } as const;

function toneOf({ status, statusTone }: KeyView): keyof typeof TONES {
  if (status === 'EXPIRED' || status === 'EXPIRED_INACTIVE') return 'bad';
  return status === 'ACTIVE' && statusTone === 'warn' ? 'warn' : 'plain';
}

/** The share of a key's life that is gone, as a bar of 96 × 3. Decorative: date and Details say it in words. */
export function Lifeline({ of, className }: { of: KeyView; className?: string }) {
  const share = Math.min(1, Math.max(0, of.lifeSpent));
  return (
    <span aria-hidden="true" className={cn('relative block h-[3px] w-24 rounded-[2px] bg-line', className)}>
      <span
        className={cn('absolute inset-y-0 left-0 rounded-[2px]', TONES[toneOf(of)])}
        style={{ width: `${(share * 100).toFixed(1)}%` }}
      />
    </span>
  );
}
