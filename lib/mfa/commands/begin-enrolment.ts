import { emailKey } from '@/lib/accounts/domain/email';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { PASSWORD_RULE, passwordSubject } from '@/lib/accounts/domain/throttle-rules';
import { recordAudit } from '@/lib/audit/record';
import { type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { PasswordsBusyError, verifyPassword } from '@/lib/platform/passwords';
import { newToken, randomBytes } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { TOTP_SECRET_BYTES, toBase32 } from '../domain/totp';
import type { BeginEnrolmentError } from '../errors';
import {
  findEnrolment,
  findPasswordHash,
  findSessionEnd,
  isLinkSettled,
  lockForMfa,
  putEnrolment,
  refreshSession,
} from '../store';
import { type Own, ownAccount, scopeOf, throttled } from './scene';

const ENROLMENT_MS = 15 * MINUTE;

/** The new token of the session in which a password was given; null where none was. */
export type Begun = { sessionToken: string; sessionExpiresAt: Instant } | null;

/**
 * Makes a secret that waits to be confirmed, for a quarter of an hour; asked again meanwhile, the same one stays. The
 * password is asked for when it was last given more than five minutes ago, so that a stolen cookie cannot enrol; after a reset
 * by somebody else the mailed link is, so that a stolen password cannot either.
 */
export async function beginEnrolment(
  ctx: Ctx,
  input: { password: string | null; link?: string | null },
): Promise<Result<Begun, BeginEnrolmentError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  const { password } = input;
  const link = input.link ? tokenHash(input.link) : null;
  if (password === null) return inTransaction(ctx.db, (tx) => begin(tx, ctx, own, { hash: null, link }, now));
  const throttle = {
    subject: passwordSubject(emailKey(own.actor.email)),
    rule: PASSWORD_RULE,
    misses: ['PASSWORD_WRONG'] as const,
  };
  return throttled<Begun, BeginEnrolmentError>(ctx, own, throttle, now, async () => {
    const hash = await findPasswordHash(ctx.db, scopeOf(own));
    const isRight = await isRightPassword(password, hash);
    if (isRight === 'BUSY') return fail({ code: 'BUSY' });
    if (!isRight) return fail({ code: 'PASSWORD_WRONG' });
    return inTransaction(ctx.db, (tx) => begin(tx, ctx, own, { hash, link }, now));
  });
}

async function isRightPassword(password: string, hash: string | null): Promise<boolean | 'BUSY'> {
  try {
    return await verifyPassword(password, hash);
  } catch (error) {
    if (error instanceof PasswordsBusyError) return 'BUSY';
    throw error;
  }
}

async function begin(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  proven: { hash: string | null; link: Uint8Array<ArrayBuffer> | null },
  now: Instant,
): Promise<Result<Begun, BeginEnrolmentError>> {
  const scope = scopeOf(own);
  const person = await lockForMfa(tx, scope, own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  if (person.mfaEnabledAt !== null) return fail({ code: 'MFA_IS_ON' });
  if (!(await isLinkSettled(tx, scope, proven.link, now))) return fail({ code: 'LINK_NEEDED' });
  const isProven = proven.hash !== null && proven.hash === person.passwordHash;
  if (!isProven && !isRecent(person.passwordAt, now)) return fail({ code: 'PASSWORD_NEEDED' });
  if (!isProven && (await findEnrolment(tx, scope, own.sessionId, now)) !== null) return ok(null);
  const begun = isProven ? await renewSession(tx, own, now) : null;
  if (isProven && begun === null) return fail({ code: 'NOT_FOUND' });
  const sealed = keyring().seal('totp-secret', newSecret(), own.personId);
  const enrolment = {
    totpSecret: sealed.ciphertext,
    secretId: sealed.secretId,
    createdAt: now,
    expiresAt: plus(now, ENROLMENT_MS),
  };
  await putEnrolment(tx, scope, own.sessionId, enrolment);
  await recordAudit(tx, ctx, own.companyId, now, { kind: 'mfa.enrolment_begun', personId: own.personId });
  return ok(begun);
}

/** A session that a password made worth more gets another token, so that a copy of its cookie does not share in that. */
async function renewSession(tx: Tx, own: Own, now: Instant): Promise<Begun> {
  const sessionToken = newToken();
  const isKept = await refreshSession(tx, scopeOf(own), own.sessionId, {
    tokenHash: tokenHash(sessionToken),
    passwordAt: now,
  });
  const sessionExpiresAt = await findSessionEnd(tx, scopeOf(own), own.sessionId);
  return isKept && sessionExpiresAt !== null ? { sessionToken, sessionExpiresAt } : null;
}

function newSecret(): Uint8Array {
  return new TextEncoder().encode(toBase32(randomBytes(TOTP_SECRET_BYTES)));
}
