import { expect } from 'vitest';
import { database } from '@/lib/platform/database';

/** Until somebody in this file's database waits for a lock. */
export const untilSomebodyWaits = () => untilWaiting(1);

/** Until that many do: then all of them have read what they decide on, and none has written. */
export async function untilWaiting(atLeast: number): Promise<void> {
  const countWaiting = async () => {
    const [row] = await database().$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return Number(row?.count ?? 0n);
  };
  await expect.poll(countWaiting, { timeout: 30_000 }).toBeGreaterThanOrEqual(atLeast);
}
