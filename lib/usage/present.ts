import { pastTimeText, shortDateText, weekdayText } from '@/lib/kernel/time-text';
import type { KeyUsage } from './queries';
import type { CompanyCalls, DayCalls } from './store';
import type { CompanyUsageView, KeyUsageView, UsageDayView, UsagePeriodView } from './view';

/** The verdict of a call that went through; every other is a reason to deny. */
const ALLOWED = 'VALID';
/** Periods that the chart can show. */
const PERIODS = [7, 30] as const;

type Day = { date: string; allowed: number; denied: number; codes: { code: string; calls: number }[] };

/** The calls with one key, in words and heights. */
export function presentKeyUsage({ calls, dates, lastUse, now, readerZone }: KeyUsage): KeyUsageView {
  const days = dates.map((date) => dayOf(date, calls));
  const isUsed = days.some(({ allowed, denied }) => allowed + denied > 0);
  return {
    periods: isUsed ? PERIODS.map((count) => periodOf(days.slice(-count))) : null,
    lastUse:
      lastUse === null
        ? null
        : { time: pastTimeText(lastUse.at, now, readerZone), address: lastUse.address, agent: lastUse.userAgent },
    advice:
      lastUse === null
        ? 'Give the key to its program. Its calls appear here within a minute.'
        : 'If nothing needs this key any more, disable or delete it.',
  };
}

/** The calls with all keys of a company. */
export function presentCompanyUsage({ codes, busiest }: CompanyCalls): CompanyUsageView {
  const denials = byCalls(codes.filter(({ code }) => code !== ALLOWED));
  const allowed = codes.find(({ code }) => code === ALLOWED)?.calls ?? 0;
  const denied = sum(denials.map(({ calls }) => calls));
  return {
    allowed: number(allowed),
    denied: number(denied),
    deniedShare: shareText(denied, allowed + denied),
    codes: denials.map(({ code, calls }) => ({ code, calls: number(calls) })),
    busiest: busiest.map(({ keyId, name, calls }) => ({ keyId, name, calls: number(calls) })),
  };
}

function dayOf(date: string, calls: readonly DayCalls[]): Day {
  const codes = calls.filter((one) => one.date === date);
  const denials = byCalls(codes.filter(({ code }) => code !== ALLOWED));
  const allowed = codes.find(({ code }) => code === ALLOWED)?.calls ?? 0;
  return { date, allowed, denied: sum(denials.map((one) => one.calls)), codes: denials };
}

function periodOf(days: readonly Day[]): UsagePeriodView {
  const allowed = sum(days.map((day) => day.allowed));
  const denied = sum(days.map((day) => day.denied));
  const top = roundUp(Math.max(...days.map((day) => day.allowed)));
  const bottom = roundUp(Math.max(...days.map((day) => day.denied)));
  return {
    name: `${days.length} days`,
    says: `Calls in the last ${days.length} days: ${number(allowed)} allowed, ${number(denied)} denied.${peaks(days)}`,
    allowed: number(allowed),
    denied: number(denied),
    deniedShare: shareText(denied, allowed + denied),
    scale: { top: number(top), middle: number(top / 2), bottom: denied === 0 ? null : number(bottom) },
    days: days.map((day) => viewOf(day, top, bottom)),
    ticks: ticksOf(days),
  };
}

function viewOf(day: Day, top: number, bottom: number): UsageDayView {
  const label = weekdayText(day.date);
  const [allowed, denied] = [number(day.allowed), number(day.denied)];
  const codes = day.codes.map(({ code, calls }) => ({ code, calls: number(calls) }));
  const why = codes.length === 0 ? '' : ` (${codes.map(({ code, calls }) => `${code} ${calls}`).join(', ')})`;
  return {
    date: day.date,
    label,
    allowed,
    denied,
    codes,
    says: `${label}: ${allowed} allowed, ${denied} denied${why}`,
    heights: { allowed: day.allowed / top, denied: day.denied / bottom },
  };
}

/** The day of which somebody would ask: that with the most denied calls, or else that with the most calls. */
function peaks(days: readonly Day[]): string {
  const most = (count: (day: Day) => number) => days.reduce((one, other) => (count(other) > count(one) ? other : one));
  const denied = most((day) => day.denied);
  if (denied.denied > 0) return ` Most denied on ${shortDateText(denied.date)}: ${number(denied.denied)}.`;
  const allowed = most((day) => day.allowed);
  return allowed.allowed > 0 ? ` Most on ${shortDateText(allowed.date)}: ${number(allowed.allowed)}.` : '';
}

/** One a week, in a week every other day; today is always said. */
function ticksOf(days: readonly Day[]): UsagePeriodView['ticks'] {
  const step = days.length > 7 ? 7 : 2;
  const ticks = days.flatMap(({ date }, index) =>
    index % step === 0 && index + step / 2 < days.length - 1
      ? [{ label: shortDateText(date), at: index / days.length }]
      : [],
  );
  return [...ticks, { label: 'Today', at: 1 }];
}

/** The next number with one digit whose half is whole, so that both lines of a scale have one. */
function roundUp(most: number): number {
  let unit = 1;
  for (;;) {
    for (const step of [2, 3, 4, 5, 6, 8, 10]) {
      const end = step * unit;
      if (most <= end && end % 2 === 0) return end;
    }
    unit *= 10;
  }
}

function byCalls<C extends { code: string; calls: number }>(codes: readonly C[]): C[] {
  return codes.toSorted((one, other) => other.calls - one.calls || one.code.localeCompare(other.code));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const number = (count: number) => count.toLocaleString('en-US');

/** `0.3%`; never 0 % where there was one, nor 100 % where there was one else. */
function shareText(part: number, whole: number): string | null {
  if (part === 0) return null;
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '< 0.1%';
  if (percent > 99.9 && part < whole) return '> 99.9%';
  return `${percent.toFixed(percent < 10 ? 1 : 0).replace(/\.0$/, '')}%`;
}
