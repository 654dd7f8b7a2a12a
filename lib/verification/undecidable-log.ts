import type { Clock } from '@/lib/kernel/clock';
import { type Instant, SECOND } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';

/**
 * Logs why verdicts could not be given, at most once a second and with the count of those left out: while the database is
 * away every request fails, and a line for each would fill the disk.
 */
export function undecidableLog(clock: Clock): (error: unknown, requestId: string) => void {
  let lastAt: Instant | null = null;
  let leftOut = 0;
  return (error, requestId) => {
    const now = clock.now();
    if (lastAt !== null && Math.abs(now - lastAt) < SECOND) {
      leftOut++;
      return;
    }
    log.error({ requestId, reason: String(error), leftOut }, 'no verdict could be given');
    lastAt = now;
    leftOut = 0;
  };
}
