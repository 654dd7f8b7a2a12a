import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { EndOtherError } from '../errors';
import { endOneSession } from '../store';
import { ownAccount } from './own-account';

/** Signs one of the actor's own browsers out, wherever it is. Somebody else's session is not found. */
export async function endOwnSession(ctx: Ctx, input: { sessionId: string }): Promise<Result<null, EndOtherError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const { scope } = own;
  const now = ctx.clock.now();
  return inTransaction<null, EndOtherError>(ctx.db, async (tx) => {
    if (!(await endOneSession(tx, scope, input.sessionId, now, 'ended_by_owner'))) return fail({ code: 'NOT_FOUND' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.session_ended',
      personId: scope.personId,
      after: { session: input.sessionId },
    });
    return ok(null);
  });
}
