import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { replacePrimaryContact } from '../store-administration';
import { administer } from './administer';

/** Whom people turn to first, and who is told about keys that nobody owns. */
export async function makePrimaryContact(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.make-primary-contact', async ({ tx, now, person }) => {
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (person.isInvited) return fail({ code: 'NOT_ACCEPTED' });
    const replaced = await replacePrimaryContact(tx, scope);
    if (replaced === null) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'company.primary_contact_changed',
      personId: scope.personId,
      before: { primaryContact: replaced.before },
      after: { primaryContact: scope.personId },
    });
    return ok({ id: person.id, name: person.name });
  });
}
