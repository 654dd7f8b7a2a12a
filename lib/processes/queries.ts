import { can } from '@/lib/authz/can';
import { DAY, type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { ProcessRecord } from './dto';
import { listRecent } from './store';

/** Longer than the longest process of a page takes. */
const LOOK_BACK_MS = DAY;
/** A result is shown for so long: whoever comes back from a coffee still sees it. */
const SHOWN_MS = 10 * MINUTE;
const MOST_SHOWN = 5;

export type RecentProcesses = { processes: ProcessRecord[]; now: Instant };

/** The company's processes of these kinds that run, wait, or ended a moment ago; none for whoever may not see them. */
export async function findRecentProcesses(ctx: Ctx, kinds: readonly string[]): Promise<RecentProcesses> {
  const { actor } = ctx;
  const now = ctx.clock.now();
  if (actor.kind !== 'person' || !can(actor, { action: 'process.read', companyId: actor.companyId })) {
    return { processes: [], now };
  }
  const bounds = { from: plus(now, -LOOK_BACK_MS), endedAfter: plus(now, -SHOWN_MS), limit: MOST_SHOWN };
  return { processes: await listRecent(ctx.db, actor.companyId, kinds, bounds), now };
}
