import { emailKey } from '@/lib/accounts/domain/email';
import { PASSWORD_RULE, passwordSubject } from '@/lib/accounts/domain/throttle-rules';
import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { verifyPassword } from '@/lib/platform/passwords';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { totpStep } from '../domain/totp';
import type { ConfirmIdentityError } from '../errors';
import { findPasswordHash, findSessionEnd, lockForMfa, refreshSession } from '../store';
import { openTotpSecret } from './open-totp-secret';
import { codeThrottle, type Own, ownAccount, scopeOf, throttled } from './scene';
import { spendTotpStep } from './spend-totp-step';

export type Confirmed = { sessionToken: string; sessionExpiresAt: Instant };

type Proof = { mfaAt: Instant } | { passwordAt: Instant };

/**
 * "Confirm it is you": a current code makes the session fresh for five minutes. Somebody without MFA confirms with the
 * password. The session gets a new token; a recovery code does not count, since it is a sign-in and no fresh factor.
 */
export async function confirmIdentity(
  ctx: Ctx,
  input: { code: string } | { password: string },
): Promise<Result<Confirmed, ConfirmIdentityError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  if ('code' in input) {
    return throttled<Confirmed, ConfirmIdentityError>(ctx, own, codeThrottle(own), now, () =>
      inTransaction(ctx.db, (tx) => confirmByCode(tx, ctx, own, input.code, now)),
    );
  }
  const subject = passwordSubject(emailKey(own.actor.email));
  const throttle = { subject, rule: PASSWORD_RULE, misses: ['PASSWORD_WRONG'] as const };
  return throttled<Confirmed, ConfirmIdentityError>(ctx, own, throttle, now, () =>
    confirmByPassword(ctx, own, input.password, now),
  );
}

async function confirmByCode(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  code: string,
  now: Instant,
): Promise<Result<Confirmed, ConfirmIdentityError>> {
  const person = await lockForMfa(tx, scopeOf(own), own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  const secret = openTotpSecret(person, own.personId);
  if (secret === null) return fail({ code: 'MFA_IS_OFF' });
  const step = totpStep(secret, code, now);
  if (step === null) return fail({ code: 'CODE_WRONG' });
  if (!(await spendTotpStep(tx, scopeOf(own), step))) return fail({ code: 'CODE_USED' });
  return refresh(tx, ctx, own, { mfaAt: now }, now);
}

async function confirmByPassword(
  ctx: Ctx,
  own: Own,
  password: string,
  now: Instant,
): Promise<Result<Confirmed, ConfirmIdentityError>> {
  const hash = await findPasswordHash(ctx.db, scopeOf(own));
  if (!(await verifyPassword(password, hash))) return fail({ code: 'PASSWORD_WRONG' });
  return inTransaction(ctx.db, async (tx) => {
    const person = await lockForMfa(tx, scopeOf(own), own.sessionId);
    // Another password meanwhile, or MFA: then the password alone is not enough any more.
    if (person === null || person.passwordHash !== hash || person.mfaEnabledAt !== null)
      return fail({ code: 'NOT_FOUND' });
    return refresh(tx, ctx, own, { passwordAt: now }, now);
  });
}

async function refresh(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  proof: Proof,
  now: Instant,
): Promise<Result<Confirmed, ConfirmIdentityError>> {
  const scope = scopeOf(own);
  const sessionToken = newToken();
  const isRefreshed = await refreshSession(tx, scope, own.sessionId, { tokenHash: tokenHash(sessionToken), ...proof });
  const sessionExpiresAt = await findSessionEnd(tx, scope, own.sessionId);
  if (!isRefreshed || sessionExpiresAt === null) return fail({ code: 'NOT_FOUND' });
  await recordAudit(tx, ctx, own.companyId, now, {
    kind: 'person.identity_confirmed',
    personId: own.personId,
    after: { session: own.sessionId, method: 'mfaAt' in proof ? 'totp' : 'password' },
  });
  return ok({ sessionToken, sessionExpiresAt });
}
