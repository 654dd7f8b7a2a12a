import { recordAudit } from '@/lib/audit/record';
import { HOUR, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import type { ChangedPerson } from '../dto';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { insertToken } from '../store-own-account';
import { administer } from './administer';

const LINK_MS = HOUR;

/**
 * Mails somebody the link with which they choose a new password themselves: an administrator sees neither. Until it is used,
 * password and sign-ins stay as they are.
 */
export async function startPasswordReset(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.start-password-reset', async ({ tx, now, person, isOwn }) => {
    if (isOwn) return fail({ code: 'OWN_ACCOUNT' });
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (!person.hasPassword) return fail({ code: 'NOT_ACCEPTED' });
    const token = newToken();
    const expiresAt = plus(now, LINK_MS);
    const times = { createdAt: now, expiresAt };
    await insertToken(tx, {
      id: newId('tok'),
      ...scope,
      kind: 'PASSWORD_RESET',
      tokenHash: tokenHash(token),
      ...times,
    });
    await enqueueAccountMail(tx, scope, { kind: 'password.reset_started', secret: token, goodUntil: expiresAt }, now);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.password_reset_requested',
      personId: scope.personId,
    });
    return ok({ id: person.id, name: person.name });
  });
}
