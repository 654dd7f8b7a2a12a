import { DAY, type Instant, noonOfDate, plus } from '@/lib/kernel/instant';
import { startOfDate } from '@/lib/kernel/period';
import { isoDate } from '@/lib/kernel/wall-clock';

/** As far back as pages show calls. */
const USAGE_DAYS = 30;

/** The last calendar dates in the zone up to today, the oldest first, and the instant at which the oldest begins. */
export function lastDays(now: Instant, zone: string, count = USAGE_DAYS): { dates: string[]; from: Instant } {
  const today = noonOfDate(isoDate(now, zone));
  // Noon to noon in UTC: no day is skipped or told twice where the clock is moved.
  const dates = Array.from({ length: count }, (_, index) => isoDate(plus(today, (index + 1 - count) * DAY), 'UTC'));
  return { dates, from: startOfDate(dates[0] ?? isoDate(now, zone), zone) };
}
