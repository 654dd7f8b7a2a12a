import { cn } from '@/components/ui/cn';
import { Icon } from '@/components/ui/icon';
import type { LifelineView } from '@/lib/keys/view';

const DONE = { plain: 'bg-accent', warn: 'bg-warn-mark', bad: 'bg-danger-mark' } as const;
/** Nearer than this share of the line, two labels would stand in each other's way: on a desk, and on a phone's short line. */
const CROWDED = 0.22;
const CROWDED_ON_PHONE = 0.36;

/** A key's life from its creation to its expiration date, with what comes first said below. */
export function KeyLifeline({ of: line, details }: { of: LifelineView; details: string }) {
  const { today, unused, tone } = line;
  const apart = today === null || unused === null ? 1 : Math.abs(unused.share - today);
  const higher = (onDesk: string, onPhone: string) =>
    apart < CROWDED ? onDesk : apart < CROWDED_ON_PHONE ? onPhone : undefined;
  return (
    <section
      aria-label="Lifetime"
      className={cn(
        'min-w-0 rounded-lg border border-line bg-sheet px-[18px] pt-[34px]',
        higher('pt-[52px]', 'max-md:pt-[52px]'),
      )}
    >
      <div aria-hidden="true" className="relative h-1.5 rounded-[3px] bg-line">
        <span
          className={cn('absolute inset-y-0 left-0 rounded-[3px]', DONE[tone])}
          style={{ width: percent(tone === 'bad' ? (unused?.share ?? 1) : (today ?? 1)) }}
        />
        {today !== null && <Marker share={today} label="Today" className="bg-accent" labelClass="text-link" />}
        {unused !== null && (
          <Marker
            share={unused.share}
            label={unused.label}
            className="bg-warn-mark"
            labelClass={cn('text-warn', higher('bottom-[34px]', 'max-md:bottom-[34px]'))}
          />
        )}
      </div>
      <div className="flex justify-between gap-4 pt-2 pb-3">
        <End label={line.created} says="Created" />
        <End label={line.end.label} says={line.end.says} className="text-right" />
      </div>
      <p className="-mx-[18px] flex gap-2 rounded-b-[9px] border-t border-line bg-well px-[18px] py-[9px] text-ink-2">
        <Icon name="clock" className={cn('mt-0.5', tone === 'bad' ? 'text-danger' : 'text-warn')} />
        {details}
      </p>
    </section>
  );
}

type MarkerProps = { share: number; label: string; className: string; labelClass: string };

/** A label moves left by as much of its width as its mark has moved right, so that it never leaves the line. */
function Marker({ share, label, className, labelClass }: MarkerProps) {
  return (
    <span
      className={cn('absolute -top-1 h-3.5 w-0.5 -translate-x-1/2 rounded-[1px]', className)}
      style={{ left: percent(share) }}
    >
      <b
        className={cn('absolute bottom-4 left-1/2 text-xs leading-4 font-medium whitespace-nowrap', labelClass)}
        style={{ transform: `translateX(${percent(-share)})` }}
      >
        {label}
      </b>
    </span>
  );
}

function End({ label, says, className }: { label: string; says: string; className?: string }) {
  return (
    <p className={cn('leading-[18px]', className)}>
      <b className="block font-medium whitespace-nowrap text-ink">{label}</b>
      <span className="text-xs text-ink-3">{says}</span>
    </p>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
