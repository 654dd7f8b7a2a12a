import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import { lockActor } from '../store';

export type Scene = { tx: Tx; now: Instant; companyId: string };

/**
 * The frame of every change that administrators make here: who may → who acts locked → who may, as it is under the lock →
 * `work`, all in one transaction. A refusal by `work` rolls back.
 */
export async function administer<T, E extends { code: string }>(
  ctx: Ctx,
  action: 'service-account.change' | 'tenant.change',
  work: (scene: Scene) => Promise<Result<T, E>>,
): Promise<Result<T, E | { code: 'NOT_FOUND' }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  if (!can(actor, { action, companyId })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<T, E | { code: 'NOT_FOUND' }>(ctx.db, async (tx) => {
    const acting = await lockActor(tx, companyId, actor.id);
    if (acting === null || !can({ ...actor, ...acting }, { action, companyId })) return fail({ code: 'NOT_FOUND' });
    return work({ tx, now, companyId });
  });
}
