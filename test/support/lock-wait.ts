import { expect } from 'vitest';
import { database } from '@/lib/platform/database';

/** Until somebody in this file's database waits for a lock. */
export async function untilSomebodyWaits(): Promise<void> {
  const countWaiting = async () => {
    const [row] = await database().$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return row?.count ?? 0n;
  };
  await expect.poll(countWaiting, { timeout: 5_000 }).toBeGreaterThan(0n);
}
