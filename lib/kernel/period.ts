import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from './instant';
import type { Period } from './period-code';

export { type Period, parsePeriod, periodCode, periodText, storedPeriod } from './period-code';

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
