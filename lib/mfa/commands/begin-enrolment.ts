import { emailKey } from '@/lib/accounts/domain/email';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { PASSWORD_RULE, passwordSubject } from '@/lib/accounts/domain/throttle-rules';
import { recordAudit } from '@/lib/audit/record';
import { type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { verifyPassword } from '@/lib/platform/passwords';
import { randomBytes } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { TOTP_SECRET_BYTES, toBase32 } from '../domain/totp';
import type { BeginEnrolmentError } from '../errors';
import {
  findEnrolment,
  findPasswordHash,
  isLinkSettled,
  lockForMfa,
  notePassword,
  type PersonScope,
  putEnrolment,
} from '../store';
import { type Own, ownAccount, scopeOf, throttled } from './scene';

const ENROLMENT_MS = 15 * MINUTE;

/**
 * Makes a secret that waits to be confirmed, for a quarter of an hour; asked again meanwhile, the same one stays. The
 * password is asked for when it was last given more than five minutes ago, so that a stolen cookie cannot enrol; after a reset
 * by somebody else the mailed link is, so that a stolen password cannot either.
 */
export async function beginEnrolment(
  ctx: Ctx,
  input: { password: string | null; link?: string | null },
): Promise<Result<null, BeginEnrolmentError>> {
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
  return throttled<null, BeginEnrolmentError>(ctx, own, throttle, now, async () => {
    const hash = await findPasswordHash(ctx.db, scopeOf(own));
    if (!(await verifyPassword(password, hash))) return fail({ code: 'PASSWORD_WRONG' });
    return inTransaction(ctx.db, (tx) => begin(tx, ctx, own, { hash, link }, now));
  });
}

async function begin(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  proven: { hash: string | null; link: Uint8Array<ArrayBuffer> | null },
  now: Instant,
): Promise<Result<null, BeginEnrolmentError>> {
  const scope = scopeOf(own);
  const person = await lockForMfa(tx, scope, own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  if (person.mfaEnabledAt !== null) return fail({ code: 'MFA_IS_ON' });
  if (!(await isLinkSettled(tx, scope, proven.link, now))) return fail({ code: 'LINK_NEEDED' });
  const isProven = proven.hash !== null && proven.hash === person.passwordHash;
  if (!isProven && !isRecent(person.passwordAt, now)) return fail({ code: 'PASSWORD_NEEDED' });
  if (isProven) await notePassword(tx, scope, own.sessionId, now);
  if (await isOwnEnrolment(tx, scope, isProven ? now : person.passwordAt, now)) return ok(null);
  const sealed = keyring().seal('totp-secret', newSecret(), own.personId);
  const enrolment = {
    totpSecret: sealed.ciphertext,
    secretId: sealed.secretId,
    createdAt: now,
    expiresAt: plus(now, ENROLMENT_MS),
  };
  await putEnrolment(tx, scope, enrolment);
  await recordAudit(tx, ctx, own.companyId, now, { kind: 'mfa.enrolment_begun', personId: own.personId });
  return ok(null);
}

/** Whether a secret waits that was made after this session's password: nobody else has seen that one. */
async function isOwnEnrolment(tx: Tx, scope: PersonScope, passwordAt: Instant, now: Instant): Promise<boolean> {
  const enrolment = await findEnrolment(tx, scope, now);
  return enrolment !== null && isRecent(passwordAt, enrolment.createdAt);
}

function newSecret(): Uint8Array {
  return new TextEncoder().encode(toBase32(randomBytes(TOTP_SECRET_BYTES)));
}
