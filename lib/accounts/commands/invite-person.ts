import { keepPersonReference, recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { HOUR, type Instant, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint, type Tx } from '@/lib/platform/database';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import type { InvitePersonInput } from '../directory-schemas';
import { emailKey } from '../domain/email';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { deletePerson, hasOwnedKeys, putInvitation } from '../store-administration';
import { insertPerson, lockWithAdministrators } from '../store-people';
import { administer, stillMay } from './administer';

const LINK_MS = 72 * HOUR;

/** Adds somebody to the administrator's company, and mails them the link with which they choose a password. */
export async function invitePerson(ctx: Ctx, input: InvitePersonInput): Promise<Result<ChangedPerson, PeopleError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const wish = { action: 'person.invite', companyId: actor.companyId } as const;
  if (!can(actor, wish)) return fail({ code: 'NOT_FOUND' });
  const scope = { companyId: actor.companyId, personId: newId('usr') };
  const now = ctx.clock.now();
  try {
    return await inTransaction<ChangedPerson, PeopleError>(ctx.db, async (tx) => {
      const locked = await lockWithAdministrators(tx, { ...scope, personId: null });
      if (!stillMay(ctx, locked, wish)) return fail({ code: 'NOT_FOUND' });
      await insertInvited(tx, scope, input, now);
      await mailInvitation(tx, ctx, scope, now);
      const { hasKeyManagement, isAdministrator } = input;
      const after = { hasKeyManagement, isAdministrator };
      await recordAudit(tx, ctx, scope.companyId, now, { kind: 'person.invited', personId: scope.personId, after });
      return ok({ id: scope.personId, name: input.name });
    });
  } catch (error) {
    if (brokenConstraint(error)?.includes('email_key')) return fail({ code: 'EMAIL_TAKEN' });
    throw error;
  }
}

async function insertInvited(tx: Tx, scope: PersonScope, input: InvitePersonInput, now: Instant): Promise<void> {
  const { companyId, personId: id } = scope;
  const identity = {
    id,
    companyId,
    emailKey: emailKey(input.email),
    passwordHash: null,
    isInstallationOperator: false,
  };
  await insertPerson(tx, { ...input, ...identity, createdAt: now });
  await keepPersonReference(tx, companyId, { id, name: input.name, email: input.email });
}

/** Sends another link and voids the one before. Also for somebody who was added at the machine and never had one. */
export async function resendInvitation(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.invite', async ({ tx, now, person }) => {
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (person.hasPassword) return fail({ code: 'ACCEPTED' });
    await mailInvitation(tx, ctx, scope, now);
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

async function mailInvitation(tx: Tx, { actor }: Ctx, scope: PersonScope, now: Instant): Promise<void> {
  const token = newToken();
  const goodUntil = plus(now, LINK_MS);
  await putInvitation(tx, scope, {
    id: newId('tok'),
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt: goodUntil,
  });
  const inviterName = actor.kind === 'person' ? actor.name : 'An administrator';
  await enqueueAccountMail(
    tx,
    scope,
    { kind: 'account.invited', secret: token, goodUntil, more: { inviterName } },
    now,
  );
}
