import { type PointerEvent, useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { UsageDayView, UsagePeriodView } from '@/lib/usage/view';
import { USAGE_FILL, UsageMark } from './usage-mark';

/** Pixels above the baseline, and below it. */
const UP = 108;
const DOWN = 50;

/**
 * Bars up for allowed calls, hatched ones down for denied. A slider that nobody sees lies over the days: it gives them to
 * the mouse, to fingers, to the arrows, and each day in a sentence to whoever listens.
 */
export function UsagePlot({ of: period }: { of: UsagePeriodView }) {
  const { days, scale, says } = period;
  const [shown, setShown] = useState<number | null>(null);
  const last = days.length - 1;
  const day = shown === null ? undefined : days[shown];
  const follow = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setShown(Math.min(last, Math.max(0, Math.floor(((clientX - left) / width) * days.length))));
  };
  return (
    <div className="pt-1.5">
      <div className="relative has-focus-visible:rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-4 has-focus-visible:outline-accent">
        <div role="img" aria-label={says} className="grid grid-cols-[40px_minmax(0,1fr)]">
          <Scale of={scale} />
          <Bars of={period} shown={shown} />
        </div>
        <input
          type="range"
          aria-label="Day"
          aria-valuetext={days[shown ?? last]?.says}
          min={0}
          max={last}
          value={shown ?? last}
          onChange={({ currentTarget }) => setShown(Number(currentTarget.value))}
          onFocus={() => setShown(shown ?? last)}
          onBlur={() => setShown(null)}
          onKeyDown={({ key }) => key === 'Escape' && setShown(null)}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={({ currentTarget }) => currentTarget !== document.activeElement && setShown(null)}
          className="absolute inset-y-0 right-0 left-10 m-0 w-[calc(100%-40px)] cursor-crosshair touch-pan-y opacity-0"
        />
        {day !== undefined && shown !== null && <Bubble of={day} at={shown} count={days.length} />}
      </div>
      <Ticks of={period.ticks} />
      <p aria-hidden="true" className="mt-1.5 min-h-[34px] text-xs leading-[17px] text-ink-2 md:hidden">
        {day?.says ?? <span className="text-ink-3">Touch a day to read it.</span>}
      </p>
    </div>
  );
}

function Scale({ of: { top, middle, bottom } }: { of: UsagePeriodView['scale'] }) {
  const lines = [
    [top, 0],
    [middle, UP / 2],
    ['0', UP],
    [bottom, UP + DOWN - 12],
  ] as const;
  return (
    <div className="relative text-[11px] leading-3 text-ink-3 tabular-nums">
      {lines.map(([label, at]) => (
        <span key={at} className="absolute -translate-y-1/2" style={{ top: at }}>
          {label}
        </span>
      ))}
    </div>
  );
}

function Bars({ of: { days, scale }, shown }: { of: UsagePeriodView; shown: number | null }) {
  const hasDenied = scale.bottom !== null;
  const line = 'absolute inset-x-0 h-px';
  return (
    <div className="relative flex gap-[3px] max-md:gap-[2px]">
      <i className={cn(line, 'top-0 bg-line')} />
      <i className={cn(line, 'bg-line')} style={{ top: UP / 2 }} />
      <i className={cn(line, 'bg-line-strong')} style={{ top: UP }} />
      {days.map(({ date, heights }, index) => (
        <span
          key={date}
          className={cn('relative grid flex-1 gap-px rounded-[2px]', index === shown && 'bg-idle-wash')}
          style={{ gridTemplateRows: `${UP}px ${hasDenied ? DOWN - 1 : 3}px` }}
        >
          <i
            className={cn('self-end rounded-t-[2px] opacity-[.92]', USAGE_FILL.allowed)}
            style={{ height: pixels(heights.allowed, UP) }}
          />
          {heights.denied > 0 && (
            <i
              className={cn('rounded-b-[2px]', USAGE_FILL.denied)}
              style={{ height: pixels(heights.denied, DOWN - 12) }}
            />
          )}
        </span>
      ))}
    </div>
  );
}

/** A single call is seen too. */
function pixels(share: number, full: number): number {
  return share === 0 ? 0 : Math.max(2, Math.round(share * full * 10) / 10);
}

/** Beside its day, on the side where there is room. */
function Bubble({ of: day, at, count }: { of: UsageDayView; at: number; count: number }) {
  const isRight = at > count / 2;
  const share = `${((isRight ? count - at : at + 1) / count) * 100}%`;
  return (
    <div className="pointer-events-none absolute inset-y-0 right-0 left-10 max-md:hidden" aria-hidden="true">
      <div
        className="absolute -top-0.5 z-10 grid gap-px rounded-md bg-raised px-2.5 py-2 text-xs leading-[17px] whitespace-nowrap shadow-md"
        style={isRight ? { right: share, marginRight: 8 } : { left: share, marginLeft: 8 }}
      >
        <b className="font-semibold">{day.label}</b>
        <span className="flex items-center gap-1.5">
          <UsageMark of="allowed" />
          {day.allowed} allowed
        </span>
        <span className="flex items-center gap-1.5">
          <UsageMark of="denied" />
          {day.denied} denied
        </span>
        {day.codes.map(({ code, calls }) => (
          <span key={code} className="mono text-[11px] text-ink-3">
            {code} {calls}
          </span>
        ))}
      </div>
    </div>
  );
}

function Ticks({ of: ticks }: { of: UsagePeriodView['ticks'] }) {
  return (
    <div aria-hidden="true" className="relative mt-1.5 ml-10 h-4 text-[11px] leading-4 text-ink-3">
      {ticks.map(({ label, at }) => (
        <span
          key={label}
          className="absolute whitespace-nowrap"
          style={at === 1 ? { right: 0 } : { left: `${at * 100}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
