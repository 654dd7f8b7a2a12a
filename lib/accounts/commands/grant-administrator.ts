import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import { emailKey } from '../domain/email';
import type { GrantAdministratorError } from '../errors';
import { markAdministrator } from '../store-people';

/** Makes somebody an administrator of their company, for when the last one is gone. CONFLICT: they are one already. */
export async function grantAdministrator(
  ctx: Ctx,
  input: { email: string },
): Promise<Result<null, GrantAdministratorError>> {
  const now = ctx.clock.now();
  return inTransaction<null, GrantAdministratorError>(ctx.db, async (tx) => {
    const marked = await markAdministrator(tx, emailKey(input.email));
    if (marked === null) return fail({ code: 'NOT_FOUND' });
    if (marked === 'IS_ONE') return fail({ code: 'CONFLICT' });
    const { companyId, personId } = marked;
    if (!can(ctx.actor, { action: 'person.grant-administrator', companyId })) return fail({ code: 'NOT_FOUND' });
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'person.administrator_granted',
      personId,
      before: { isAdministrator: false },
      after: { isAdministrator: true },
    });
    return ok(null);
  });
}
