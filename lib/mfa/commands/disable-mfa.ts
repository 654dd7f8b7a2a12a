import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { totpStep } from '../domain/totp';
import type { DisableMfaError } from '../errors';
import { findSessionEnd, lockForMfa, stepUpSession, switchMfaOff } from '../store';
import { openTotpSecret } from './open-totp-secret';
import { codeThrottle, type Own, ownAccount, scopeOf, throttled } from './scene';

export type Disabled = { sessionToken: string; sessionExpiresAt: Instant };

/**
 * Switches MFA off against a current code: secret and recovery codes are gone, the person's keys answer MFA_REQUIRED, and
 * every other sign-in ends. A recovery code is not enough, since it is a sign-in and no fresh second factor.
 */
export async function disableMfa(ctx: Ctx, input: { code: string }): Promise<Result<Disabled, DisableMfaError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return throttled<Disabled, DisableMfaError>(ctx, own, codeThrottle(own), now, () =>
    inTransaction(ctx.db, (tx) => disable(tx, ctx, own, input.code, now)),
  );
}

async function disable(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  code: string,
  now: Instant,
): Promise<Result<Disabled, DisableMfaError>> {
  const scope = scopeOf(own);
  const person = await lockForMfa(tx, scope, own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  const secret = openTotpSecret(person, own.personId);
  if (secret === null) return fail({ code: 'MFA_IS_OFF' });
  const step = totpStep(secret, code, now);
  if (step === null) return fail({ code: 'CODE_WRONG' });
  if (!(await switchMfaOff(tx, scope, step))) return fail({ code: 'CODE_USED' });
  const sessionToken = newToken();
  const isKept = await stepUpSession(
    tx,
    scope,
    own.sessionId,
    { tokenHash: tokenHash(sessionToken), mfaAt: null },
    now,
  );
  const sessionExpiresAt = await findSessionEnd(tx, scope, own.sessionId);
  if (!isKept || sessionExpiresAt === null) return fail({ code: 'NOT_FOUND' });
  await enqueueAccountMail(tx, scope, { kind: 'mfa.disabled' }, now);
  await recordAudit(tx, ctx, own.companyId, now, { kind: 'mfa.disabled', personId: own.personId });
  return ok({ sessionToken, sessionExpiresAt });
}
