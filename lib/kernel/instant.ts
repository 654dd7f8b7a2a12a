declare const instant: unique symbol;

/** A point in time: milliseconds since 1970-01-01T00:00Z, whole, as Keydesk stores and compares them. */
export type Instant = number & { readonly [instant]: true };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Beyond these PostgreSQL, JavaScript or a four-digit year would each begin to disagree.
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

/** @throws RangeError when the number is no whole millisecond between the years 1 and 9999. */
export function toInstant(epochMilliseconds: number): Instant {
  if (!Number.isInteger(epochMilliseconds) || epochMilliseconds < EARLIEST || epochMilliseconds > LATEST) {
    throw new RangeError(`no instant: ${epochMilliseconds}`);
  }
  return epochMilliseconds as Instant; // checked above: the one place where the brand is given
}

/** The instant `milliseconds` later, or earlier when negative. */
export function plus(at: Instant, milliseconds: number): Instant {
  return toInstant(at + milliseconds);
}

export function fromDate(date: Date): Instant {
  return toInstant(date.getTime());
}

export function fromNullableDate(date: Date | null): Instant | null {
  return date === null ? null : fromDate(date);
}

/** For the database driver, which speaks in `Date`. */
export function toDate(at: Instant): Date {
  return new Date(at);
}

export function toNullableDate(at: Instant | null): Date | null {
  return at === null ? null : toDate(at);
}

/** RFC 3339 in UTC with milliseconds: `2027-03-31T05:00:00.000Z`. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

/** An HTTP-date (RFC 9110 §5.6.7): whole seconds, the fraction dropped. */
export function toHttpDate(at: Instant): string {
  return new Date(at).toUTCString();
}

/** Of what `toIso` made. @throws RangeError for anything that is no instant. */
export function fromIso(iso: string): Instant {
  return toInstant(Date.parse(iso));
}

/** Noon UTC of a calendar date, `YYYY-MM-DD`: for printing the date alone. */
export function noonOfDate(date: string): Instant {
  return toInstant(Date.parse(`${date}T12:00Z`));
}

/** Midnight UTC of a calendar date by its numbers; February 30 is March 2. */
export function utcMidnight(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day);
}

/** A time as it is written: months from 1, days of the week from Sunday, 0. */
export type TimeFields = Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second', number>;

const DAYS_IN_ERA = 146_097; // 400 years, after which the calendar begins anew
const TO_MARCH_OF_YEAR_0 = 719_468; // from 1970: a year that begins in March ends with its leap day

/**
 * How a number of milliseconds since 1970 is written in UTC. Without `Date`, of which Next.js puts one of its own in the place,
 * six times as slow, on pages with hundreds of times.
 */
export function utcFields(epochMilliseconds: number): TimeFields {
  const days = Math.floor(epochMilliseconds / DAY);
  const seconds = Math.floor((epochMilliseconds - days * DAY) / SECOND);
  const sinceMarch = days + TO_MARCH_OF_YEAR_0;
  const era = Math.floor(sinceMarch / DAYS_IN_ERA);
  const dayOfEra = sinceMarch - era * DAYS_IN_ERA;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(seconds / 3_600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}
