import { type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import { addPeriod, addPeriodToDate, type Period, startOfDate } from '@/lib/kernel/period';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { isoDate } from '@/lib/kernel/wall-clock';

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

type ExpiryRule =
  | { rule: 'END_OF_PREVIOUS_DAY'; lifetime: Period }
  | { rule: 'CHOSEN_INSTANT'; most: Period }
  | { rule: 'NEVER' };

/** What a key gets when nobody chose: where people may choose, this is what the field is filled in with. */
export function defaultExpiry(policy: ExpiryRule, issuedAt: Instant, zone: string): Expiry | null {
  switch (policy.rule) {
    case 'END_OF_PREVIOUS_DAY':
      return endOfPreviousDay(issuedAt, policy.lifetime, zone);
    case 'CHOSEN_INSTANT':
      return endOfPreviousDay(issuedAt, policy.most, zone);
    case 'NEVER':
      return null;
  }
}

export type ChosenExpiryRefusal = { code: 'EXPIRES_TOO_SOON' } | { code: 'EXPIRES_TOO_LATE'; latest: Instant };

/**
 * The rule "chosen instant": from a minute from now to now plus the most that policy allows, counted in the company's zone;
 * both ends are allowed. The date shown is the company's.
 */
export function chosenInstant(
  at: Instant,
  now: Instant,
  most: Period,
  zone: string,
): Result<Expiry, ChosenExpiryRefusal> {
  if (at < plus(now, MINUTE)) return fail({ code: 'EXPIRES_TOO_SOON' });
  const latest = addPeriod(now, most, zone);
  if (at > latest) return fail({ code: 'EXPIRES_TOO_LATE', latest });
  return ok({ date: isoDate(at, zone), at });
}

/** Renewing gives what a key made now would get, never less than there was; null = never ends. */
export function renewedExpiry(current: Expiry | null, fresh: Expiry | null): Expiry | null {
  if (current === null || fresh === null) return null;
  return fresh.at > current.at ? fresh : current;
}
