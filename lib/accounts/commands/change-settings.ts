import { keepPersonReference, recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { ChangeSettingsError } from '../errors';
import { lockOwn, type Settings, updateSettings } from '../store-own-account';
import { ownAccount } from './own-account';

/**
 * Name, time zone (null = the company's) and appearance of the actor. The audit keeps that the name was changed and not
 * what it was: names stand only where they can be pseudonymised.
 */
export async function changeSettings(ctx: Ctx, wanted: Settings): Promise<Result<null, ChangeSettingsError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const { scope, actor } = own;
  const now = ctx.clock.now();
  return inTransaction<null, ChangeSettingsError>(ctx.db, async (tx) => {
    const before = await lockOwn(tx, scope, actor.sessionId);
    if (before === null) return fail({ code: 'NOT_FOUND' });
    const isNameNew = before.name !== wanted.name;
    const isNew = isNameNew || before.timeZone !== wanted.timeZone || before.appearance !== wanted.appearance;
    if (!isNew) return ok(null);
    await updateSettings(tx, scope, wanted);
    if (isNameNew) await keepPersonReference(tx, scope.companyId, { ...actor, name: wanted.name });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.settings_changed',
      personId: scope.personId,
      before: { timeZone: before.timeZone, appearance: before.appearance },
      after: { timeZone: wanted.timeZone, appearance: wanted.appearance, isNameNew },
    });
    return ok(null);
  });
}
