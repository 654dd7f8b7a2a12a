import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from './instant';
import { fail, ok, type Result } from './result';

/** A lifetime in the seeds' syntax, `p<number><unit>` in lower case with d, w, m or y. */
export type Period = { count: number; unit: 'd' | 'w' | 'm' | 'y' };

export type PeriodError = 'UPPER_CASE' | 'SHAPE' | 'ZERO' | 'UNIT' | 'TOO_LONG';

/** What a policy may be at most; beyond a hundred years a limit is a typing error. */
const MOST = { d: 36_500, w: 5_200, m: 1_200, y: 100 } as const;

const WORDS = { d: 'day', w: 'week', m: 'month', y: 'year' } as const;

/** Reads `p6m`. Refuses upper case, zero, negative, compound and absurd periods, each by its name. */
export function parsePeriod(text: string): Result<Period, PeriodError> {
  if (text !== text.toLowerCase()) return fail('UPPER_CASE');
  const parts = /^p(\d{1,9})([a-z])$/.exec(text);
  const [, digits, unit] = parts ?? [];
  if (digits === undefined || unit === undefined) return fail('SHAPE');
  if (unit !== 'd' && unit !== 'w' && unit !== 'm' && unit !== 'y') return fail('UNIT');
  const count = Number(digits);
  if (count === 0) return fail('ZERO');
  if (count > MOST[unit]) return fail('TOO_LONG');
  return ok({ count, unit });
}

/** For periods that were checked before they were stored. @throws RangeError when one is malformed all the same. */
export function storedPeriod(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new RangeError(`malformed period in the database: ${text}`);
  return parsed.value;
}

/** `p6m`, as it is stored and typed. */
export function periodCode({ count, unit }: Period): string {
  return `p${count}${unit}`;
}

/** `6 months` */
export function periodText({ count, unit }: Period): string {
  return `${count} ${WORDS[unit]}${count === 1 ? '' : 's'}`;
}

function duration({ count, unit }: Period): Temporal.DurationLike {
  switch (unit) {
    case 'd':
      return { days: count };
    case 'w':
      return { weeks: count };
    case 'm':
      return { months: count };
    case 'y':
      return { years: count };
  }
}

/** The wall clock of `zone`, moved on by the calendar: Aug 31 + 6 months = the last day of February. */
export function addPeriod(at: Instant, period: Period, zone: string): Instant {
  const later = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add(duration(period));
  return toInstant(later.epochMilliseconds);
}

/** The calendar date in `zone` at that instant plus the period, `YYYY-MM-DD`. Feb 29 + 1 year = Feb 28. */
export function addPeriodToDate(at: Instant, period: Period, zone: string): string {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return today.add(duration(period)).toString();
}

/** The first instant of a calendar date in `zone`; where midnight does not exist, the first one that does. */
export function startOfDate(date: string, zone: string): Instant {
  return toInstant(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/** An IANA name. Temporal alone would also take offsets and whole timestamps, with which Intl can print no date. */
export function isTimeZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}
