import { DAY, type Instant } from '@/lib/kernel/instant';
import type { Period } from '@/lib/kernel/period';
import { inactiveFrom } from '@/lib/keys/domain/expiry';
import type { VerificationRecord } from './verification-record';

/** The shortest a unit can be: February, a year without Feb 29. */
const SHORTEST = { d: DAY, w: 7 * DAY, m: 28 * DAY, y: 365 * DAY } as const;

/** A zone can move its clocks, and once in a while a date line, while the period runs. */
const ZONE_CHANGES = 2 * DAY;

/**
 * The instant from which disuse ends the key, or null where that is none or certainly still ahead. Calendar arithmetic
 * takes longer than the rest of a verdict together, so it is done only for keys that have rested for about as long as they
 * may.
 */
export function inactiveFromIfNear(
  record: VerificationRecord,
  lastUsedHere: Instant | null,
  now: Instant,
): Instant | null {
  const { issuedAt, notAccessedPeriod } = record;
  if (notAccessedPeriod === null) return null;
  const lastUsedAt = later(record.lastUsedAt, lastUsedHere);
  const restedFrom = later(lastUsedAt, issuedAt) ?? issuedAt;
  if (now - restedFrom < atLeast(notAccessedPeriod)) return null;
  return inactiveFrom({ issuedAt, lastUsedAt, notAccessedPeriod }, record.company.timeZone);
}

/** A duration in milliseconds that the period never falls below, in any zone and from any date. */
function atLeast({ count, unit }: Period): number {
  return count * SHORTEST[unit] - ZONE_CHANGES;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null) return other;
  return other !== null && other > one ? other : one;
}
