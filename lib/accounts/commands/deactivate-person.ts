import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import { endAllSessions, type PersonScope } from '../store';
import { voidResets } from '../store-own-account';
import { markDeactivated } from '../store-people';
import { administer } from './administer';

/**
 * Ends somebody's access: sessions, begun sign-ins and reset links end here, their keys answer OWNER_INACTIVE. The last
 * administrator who can sign in stays.
 */
export async function deactivatePerson(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.deactivate', async ({ tx, now, person, hasOtherAdministrator }) => {
    if (person.isActive && person.isAdministrator && !hasOtherAdministrator)
      return fail({ code: 'LAST_ADMINISTRATOR' });
    if (!(await markDeactivated(tx, scope, now))) return fail({ code: 'CONFLICT' });
    await endAllSessions(tx, scope, now, 'deactivated');
    await voidResets(tx, scope);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.deactivated',
      personId: scope.personId,
      before: { isActive: true },
      after: { isActive: false },
    });
    return ok({ id: person.id, name: person.name });
  });
}
