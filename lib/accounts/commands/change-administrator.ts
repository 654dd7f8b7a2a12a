import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { setAdministrator } from '../store-administration';
import { administer } from './administer';

/** Lets somebody run the company, as soon as their MFA is on. */
export async function makeAdministrator(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.make-administrator', async ({ tx, now, person }) => {
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (!(await setAdministrator(tx, scope, true))) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.administrator_granted',
      personId: scope.personId,
      before: { isAdministrator: false },
      after: { isAdministrator: true },
    });
    return ok({ id: person.id, name: person.name });
  });
}

/** Makes an administrator a member again, also oneself. The last one who can sign in stays. */
export async function unmakeAdministrator(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.unmake-administrator', async ({ tx, now, person, hasOtherAdministrator }) => {
    if (person.isActive && person.isAdministrator && !hasOtherAdministrator)
      return fail({ code: 'LAST_ADMINISTRATOR' });
    if (!(await setAdministrator(tx, scope, false))) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.administrator_withdrawn',
      personId: scope.personId,
      before: { isAdministrator: true },
      after: { isAdministrator: false },
    });
    return ok({ id: person.id, name: person.name });
  });
}
