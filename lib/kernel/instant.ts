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

/** How a number of milliseconds since 1970 is written in UTC. */
export function utcFields(epochMilliseconds: number): TimeFields {
  const date = new Date(epochMilliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}
