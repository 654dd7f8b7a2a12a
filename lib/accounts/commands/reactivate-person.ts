import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { markReactivated } from '../store-administration';
import { administer } from './administer';

/** Lets somebody in again. What they are and have is as it was, their keys included; they sign in anew. */
export async function reactivatePerson(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.reactivate', async ({ tx, now, person }) => {
    if (!(await markReactivated(tx, scope))) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.reactivated',
      personId: scope.personId,
      before: { isActive: false },
      after: { isActive: true },
    });
    return ok({ id: person.id, name: person.name });
  });
}
