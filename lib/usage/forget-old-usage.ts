import type { Clock } from '@/lib/kernel/clock';
import { DAY, plus } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { deleteUsageBefore, listRetentions } from './store';

/** Rows of one statement: some tens of milliseconds. */
const BATCH = 5_000;

/** Removes what is older than each company's policy keeps, in small statements. Any number of workers may. */
export async function forgetOldUsage(
  { db, clock, stop }: { db: Db; clock: Clock; stop: AbortSignal },
  batch = BATCH,
): Promise<void> {
  const now = clock.now();
  for (const { companyId, days } of await listRetentions(db)) {
    const before = plus(now, -days * DAY);
    while (!stop.aborted && (await deleteUsageBefore(db, companyId, before, batch)) === batch);
  }
}
