import type { Instant } from '@/lib/kernel/instant';
import { addPeriod, addPeriodToDate, type Period, startOfDate } from '@/lib/kernel/period';

/** When a key ends by date: the company's calendar date that is shown, and the instant from which it is refused. */
export type Expiry = { date: string; at: Instant };

/**
 * The rule "end of previous day": the local date of issue plus the lifetime is the date shown, and the key works until the
 * end of the day before, which is the first instant of that date in the company's zone. Real zone rules: the instant moves
 * with daylight saving, Feb 29 + 1 year is Feb 28.
 */
export function endOfPreviousDay(issuedAt: Instant, lifetime: Period, zone: string): Expiry {
  const date = addPeriodToDate(issuedAt, lifetime, zone);
  return { date, at: startOfDate(date, zone) };
}

/** When a key ends by disuse: the last use, or else the issue of the current secret, plus the limit it was issued under. */
export function inactiveFrom(
  key: { issuedAt: Instant; lastUsedAt: Instant | null; notAccessedPeriod: Period | null },
  zone: string,
): Instant | null {
  if (key.notAccessedPeriod === null) return null;
  // A use of the old secret says nothing of the new one: the clock starts again with each issue.
  const from = key.lastUsedAt !== null && key.lastUsedAt > key.issuedAt ? key.lastUsedAt : key.issuedAt;
  return addPeriod(from, key.notAccessedPeriod, zone);
}
