import { administer } from '@/lib/accounts/commands/administer';
import { emailKey } from '@/lib/accounts/domain/email';
import type { ChangedPerson } from '@/lib/accounts/dto';
import type { PeopleError } from '@/lib/accounts/errors';
import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { DAY, type Instant, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import type { ResetMfaError } from '../errors';
import { clearMfa, lockByEmail, owesEnrolmentLink, type PersonScope, putEnrolmentLink } from '../store';

/** Somebody who lost the phone may not be reading mail at once. */
const LINK_MS = DAY;

/**
 * Takes MFA off somebody who lost app and codes. Every sign-in of theirs ends, their keys answer MFA_REQUIRED, and setting
 * it up again needs the link that is mailed here, so that a stolen password alone cannot enrol. Asked again while the link
 * is unused, it makes another.
 */
export async function resetMfa(
  ctx: Ctx,
  input: { email: string },
): Promise<Result<{ linkExpiresAt: Instant }, ResetMfaError>> {
  const now = ctx.clock.now();
  return inTransaction<{ linkExpiresAt: Instant }, ResetMfaError>(ctx.db, async (tx) => {
    const target = await lockByEmail(tx, emailKey(input.email));
    if (target === null) return fail({ code: 'NOT_FOUND' });
    const { companyId, personId, hasMfa, owesLink } = target;
    if (!can(ctx.actor, { action: 'person.reset-mfa', companyId })) return fail({ code: 'NOT_FOUND' });
    if (!hasMfa && !owesLink) return fail({ code: 'MFA_IS_OFF' });
    await replaceMfaByLink(tx, ctx, { companyId, personId }, hasMfa, now);
    return ok({ linkExpiresAt: plus(now, LINK_MS) });
  });
}

/** The same by an administrator, for somebody of their company. One's own MFA is changed under Security. */
export async function resetMfaOf(ctx: Ctx, scope: PersonScope): Promise<Result<ChangedPerson, PeopleError>> {
  return administer(ctx, scope, 'person.end-mfa', async ({ tx, now, person, isOwn }) => {
    if (isOwn) return fail({ code: 'OWN_ACCOUNT' });
    if (!person.isActive) return fail({ code: 'DEACTIVATED' });
    if (!person.hasMfa && !(await owesEnrolmentLink(tx, scope))) return fail({ code: 'MFA_IS_OFF' });
    await replaceMfaByLink(tx, ctx, scope, person.hasMfa, now);
    return ok({ id: person.id, name: person.name });
  });
}

async function replaceMfaByLink(tx: Tx, ctx: Ctx, scope: PersonScope, hasMfa: boolean, now: Instant): Promise<void> {
  const token = newToken();
  const expiresAt = plus(now, LINK_MS);
  await clearMfa(tx, scope, now);
  await putEnrolmentLink(tx, scope, { id: newId('tok'), tokenHash: tokenHash(token), createdAt: now, expiresAt });
  await enqueueAccountMail(tx, scope, { kind: 'account.mfa_link', secret: token, goodUntil: expiresAt }, now);
  await recordAudit(tx, ctx, scope.companyId, now, {
    kind: 'mfa.reset',
    personId: scope.personId,
    before: { hasMfa },
  });
}
