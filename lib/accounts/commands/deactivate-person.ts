import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { DeactivatePersonError } from '../errors';
import { endAllSessions } from '../store';
import { lockWithAdministrators, markDeactivated } from '../store-people';

type Input = { companyId: string; personId: string };

/**
 * Ends somebody's access: sessions and begun sign-ins end here, their keys answer OWNER_INACTIVE. The last active
 * administrator stays.
 */
export async function deactivatePerson(ctx: Ctx, scope: Input): Promise<Result<null, DeactivatePersonError>> {
  if (!can(ctx.actor, { action: 'person.deactivate', companyId: scope.companyId })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<null, DeactivatePersonError>(ctx.db, async (tx) => {
    const people = await lockWithAdministrators(tx, scope);
    const person = people.find(({ id }) => id === scope.personId);
    if (person === undefined) return fail({ code: 'NOT_FOUND' });
    const others = people.filter((other) => other.id !== person.id && other.isAdministrator && other.isActive);
    if (person.isActive && person.isAdministrator && others.length === 0) return fail({ code: 'LAST_ADMINISTRATOR' });
    if (!(await markDeactivated(tx, scope, now))) return fail({ code: 'CONFLICT' });
    await endAllSessions(tx, scope, now, 'deactivated');
    await recordAudit(tx, ctx, scope.companyId, now, { kind: 'person.deactivated', personId: scope.personId });
    return ok(null);
  });
}
