import { answerWaiting } from '@/lib/access/commands/answer-waiting';
import { recordAudits } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { setKeyManagement } from '../store-administration';
import { administer } from './administer';

/**
 * Lets somebody have keys, which also answers the request that they may have waiting. Nobody grants it to themselves, as
 * nobody answers their own request.
 */
export async function grantKeyManagement(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.change-permission', async ({ tx, now, person, isOwn }) => {
    if (isOwn) return fail({ code: 'OWN_ACCOUNT' });
    const [changed] = await setKeyManagement(tx, scope.companyId, [scope.personId], true);
    if (changed === undefined) return fail({ code: 'CONFLICT' });
    const answered = await answerWaiting(tx, ctx, scope.companyId, [scope.personId], now);
    await recordAudits(tx, ctx, scope.companyId, now, [...answered, keyManagementEntry(scope.personId, true)]);
    return ok({ id: person.id, name: person.name });
  });
}

/** Takes it away. Keys that are there go on working; only administrators can stop them then. */
export async function withdrawKeyManagement(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.change-permission', async ({ tx, now, person }) => {
    const [changed] = await setKeyManagement(tx, scope.companyId, [scope.personId], false);
    if (changed === undefined) return fail({ code: 'CONFLICT' });
    await recordAudits(tx, ctx, scope.companyId, now, [keyManagementEntry(scope.personId, false)]);
    return ok({ id: person.id, name: person.name });
  });
}

/** What the audit keeps of it, also where many change together. */
export function keyManagementEntry(personId: string, isGranted: boolean) {
  return {
    kind: isGranted ? 'person.key_management_granted' : 'person.key_management_withdrawn',
    personId,
    before: { keyManagement: !isGranted },
    after: { keyManagement: isGranted },
  } as const;
}
