import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { InvitePersonInput } from '../directory-schemas';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { deletePerson, hasOwnedKeys } from '../store-administration';
import { lockWithAdministrators } from '../store-people';
import { administer, stillMay } from './administer';
import { insertInvited, mailInvitation } from './mail-invitation';

/** Adds somebody to the administrator's company, and mails them the link with which they choose a password. */
export async function invitePerson(ctx: Ctx, input: InvitePersonInput): Promise<Result<ChangedPerson, PeopleError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  const wish = { action: 'person.invite', companyId } as const;
  if (!can(actor, wish)) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  try {
    return await inTransaction<ChangedPerson, PeopleError>(ctx.db, async (tx) => {
      const locked = await lockWithAdministrators(tx, { companyId, personId: null });
      if (!stillMay(ctx, locked, wish)) return fail({ code: 'NOT_FOUND' });
      const scope = await insertInvited(tx, companyId, input, now);
      await mailInvitation(tx, scope, actor.name, now);
      const { hasKeyManagement, isAdministrator } = input;
      const after = { hasKeyManagement, isAdministrator };
      await recordAudit(tx, ctx, companyId, now, { kind: 'person.invited', personId: scope.personId, after });
      return ok({ id: scope.personId, name: input.name });
    });
  } catch (error) {
    if (brokenConstraint(error)?.includes('email_key')) return fail({ code: 'EMAIL_TAKEN' });
    throw error;
  }
}

/** Sends another link and voids the one before. Also for somebody who was added at the machine and never had one. */
export async function resendInvitation(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.invite', async ({ tx, now, person }) => {
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (person.hasPassword) return fail({ code: 'ACCEPTED' });
    await mailInvitation(tx, scope, ctx.actor.kind === 'person' ? ctx.actor.name : 'An administrator', now);
    await recordAudit(tx, ctx, scope.companyId, now, { kind: 'person.invitation_resent', personId: scope.personId });
    return ok({ id: person.id, name: person.name });
  });
}

/**
 * Takes an unanswered invitation back, and with it the person: nobody was ever there, and the address is free again. Whoever
 * was given keys meanwhile can only be deactivated, since keys and their history have an owner.
 */
export async function withdrawInvitation(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.invite', async ({ tx, now, person }) => {
    if (!person.isInvited) return fail({ code: person.hasPassword ? 'ACCEPTED' : 'CONFLICT' });
    if (await hasOwnedKeys(tx, scope)) return fail({ code: 'HAS_KEYS' });
    if (!(await deletePerson(tx, scope))) return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.invitation_withdrawn',
      personId: scope.personId,
      before: { hasKeyManagement: person.hasKeyManagement, isAdministrator: person.isAdministrator },
    });
    return ok({ id: person.id, name: person.name });
  });
}
