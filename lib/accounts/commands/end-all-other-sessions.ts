import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { EndOtherError } from '../errors';
import { forgetOtherBrowsers } from '../known-browsers';
import { endOtherSessions, lockOwn } from '../store-own-account';
import { ownAccount } from './own-account';

/** Signs the actor out everywhere but here; begun sign-ins end as well. With nothing to end, nothing is recorded. */
export async function endAllOtherSessions(ctx: Ctx): Promise<Result<{ ended: number }, EndOtherError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const { scope, actor } = own;
  const now = ctx.clock.now();
  return inTransaction<{ ended: number }, EndOtherError>(ctx.db, async (tx) => {
    // Two browsers that end each other at once: one of them is still signed in afterwards.
    if ((await lockOwn(tx, scope, actor.sessionId)) === null) return fail({ code: 'NOT_FOUND' });
    const ended = await endOtherSessions(tx, scope, actor.sessionId, now, 'ended_by_owner');
    if (ended === 0) return ok({ ended });
    await forgetOtherBrowsers(tx, ctx, scope);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.other_sessions_ended',
      personId: scope.personId,
      after: { kept: actor.sessionId, ended },
    });
    return ok({ ended });
  });
}
