import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { AccessError } from '../errors';
import type { WithdrawRequestInput } from '../schemas';
import { endRequest, findRequester, lockRequester } from '../store';

/** Takes back one's own request while it waits. */
export async function withdrawRequest(
  ctx: Ctx,
  { requestId }: WithdrawRequestInput,
): Promise<Result<null, AccessError>> {
  if (ctx.actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const scope = { companyId: ctx.actor.companyId, personId: ctx.actor.id };
  if (!can(ctx.actor, { action: 'access.request', ...scope })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<null, AccessError>(ctx.db, async (tx) => {
    if ((await lockRequester(tx, scope)) === null) return fail({ code: 'NOT_FOUND' });
    if ((await findRequester(tx, scope.companyId, requestId)) !== scope.personId) return fail({ code: 'NOT_FOUND' });
    if (!(await endRequest(tx, scope, requestId, { state: 'WITHDRAWN', at: now }))) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'access.withdrawn',
      personId: scope.personId,
      before: { request: requestId, state: 'WAITING' },
      after: { request: requestId, state: 'WITHDRAWN' },
    });
    return ok(null);
  });
}
