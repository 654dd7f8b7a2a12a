import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { transact } from '@/lib/platform/transaction';
import type { EndSessionError } from '../errors';
import { endOneSession } from '../store';

/** Signs the actor out of the session that asks. An ended session is gone at the next request, on every instance. */
export async function endSession(ctx: Ctx): Promise<Result<null, EndSessionError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  const scope = { companyId: actor.companyId, personId: actor.id };
  await transact(ctx.db, async (tx) => {
    // Ended by another tab meanwhile: the wish is fulfilled and the other one has the audit row.
    if (!(await endOneSession(tx, scope, actor.sessionId, now, 'signed_out'))) return;
    await recordAudit(tx, ctx, actor.companyId, now, {
      kind: 'person.signed_out',
      personId: actor.id,
      after: { session: actor.sessionId },
    });
  });
  return ok(null);
}
