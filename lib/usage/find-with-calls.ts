import type { Capacity } from '@/lib/authz/can';
import type { Ctx } from '@/lib/platform/context';
import { findUsageSeries } from './queries';
import { withCalls } from './sparkline';

/**
 * The keys of a list, each with the line of its calls. To an owner only their own are told, to administrators the company's.
 * @param timeZone the company's
 */
export async function findWithCalls<K extends { id: string }>(
  ctx: Ctx,
  keys: readonly K[],
  timeZone: string,
  as: Capacity = 'OWNER',
) {
  const ids = keys.map(({ id }) => id);
  return withCalls(keys, await findUsageSeries(ctx, ids, timeZone, as));
}
