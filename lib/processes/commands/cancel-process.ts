import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { ProcessError } from '../errors';
import type { ProcessInput } from '../schemas';
import { endProcess, lockProcess, lockStarter } from '../store';

/** Stops a process before its next chunk. What it has done stays done: a chunk under way is waited for. */
export async function cancelProcess(
  ctx: Ctx,
  { processId }: ProcessInput,
): Promise<Result<{ id: string }, ProcessError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  const wish = { action: 'process.cancel', companyId } as const;
  if (!can(actor, wish)) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<{ id: string }, ProcessError>(ctx.db, async (tx) => {
    const process = await lockProcess(tx, companyId, processId);
    const current = process === null ? null : await lockStarter(tx, companyId, actor.id, []);
    if (process === null || current === null || !can({ ...actor, ...current }, wish))
      return fail({ code: 'NOT_FOUND' });
    const error = `${current.name} canceled it.`;
    if (!(await endProcess(tx, processId, now, { state: 'CANCELED', error }))) return fail({ code: 'HAS_ENDED' });
    const { done, total } = process.progress;
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'process.canceled',
      before: { process: processId, kind: process.kind, done, total },
    });
    return ok({ id: processId });
  });
}
