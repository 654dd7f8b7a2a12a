import { CODE_RULE, codeSubject } from '@/lib/accounts/domain/throttle-rules';
import { forgetOtherBrowsers } from '@/lib/accounts/known-browsers';
import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { totpStep } from '../domain/totp';
import type { ConfirmEnrolmentError } from '../errors';
import { enableMfa, findEnrolment, findSessionEnd, lockForMfa, spendEnrolmentLink, stepUpSession } from '../store';
import { issueRecoveryCodes } from './issue-recovery-codes';
import { type Own, ownAccount, scopeOf, throttled } from './scene';

/** The only place where recovery codes ever appear, and the new token of the session that asked. */
export type Enrolled = { recoveryCodes: string[]; sessionToken: string; sessionExpiresAt: Instant };

/** Switches MFA on against one right code of the waiting secret. Every other sign-in of the person ends. */
export async function confirmEnrolment(
  ctx: Ctx,
  input: { code: string },
): Promise<Result<Enrolled, ConfirmEnrolmentError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  const throttle = { subject: codeSubject(own.personId), rule: CODE_RULE, misses: ['CODE_WRONG'] as const };
  return throttled<Enrolled, ConfirmEnrolmentError>(ctx, own, throttle, now, () =>
    inTransaction(ctx.db, (tx) => confirm(tx, ctx, own, input.code, now)),
  );
}

async function confirm(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  code: string,
  now: Instant,
): Promise<Result<Enrolled, ConfirmEnrolmentError>> {
  const scope = scopeOf(own);
  const person = await lockForMfa(tx, scope, own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  if (person.mfaEnabledAt !== null) return fail({ code: 'MFA_IS_ON' });
  const enrolment = await findEnrolment(tx, scope, own.sessionId, now);
  if (enrolment === null) return fail({ code: 'ENROLMENT_EXPIRED' });
  const { totpSecret, secretId } = enrolment;
  const secret = new TextDecoder().decode(keyring().open('totp-secret', totpSecret, own.personId, secretId));
  const step = totpStep(secret, code, now);
  if (step === null) return fail({ code: 'CODE_WRONG' });
  if (!(await enableMfa(tx, scope, { totpSecret, secretId, totpLastStep: step, at: now })))
    return fail({ code: 'MFA_IS_ON' });
  return finish(tx, ctx, own, now);
}

async function finish(tx: Tx, ctx: Ctx, own: Own, now: Instant): Promise<Result<Enrolled, ConfirmEnrolmentError>> {
  const scope = scopeOf(own);
  const recoveryCodes = await issueRecoveryCodes(tx, scope, now);
  const sessionToken = newToken();
  const isKept = await stepUpSession(tx, scope, own.sessionId, { tokenHash: tokenHash(sessionToken), mfaAt: now }, now);
  const sessionExpiresAt = await findSessionEnd(tx, scope, own.sessionId);
  if (!isKept || sessionExpiresAt === null) return fail({ code: 'NOT_FOUND' });
  await spendEnrolmentLink(tx, scope, now);
  // Elsewhere the password alone was given: that must not be worth guesses at the codes.
  await forgetOtherBrowsers(tx, ctx, scope);
  await enqueueAccountMail(tx, scope, { kind: 'mfa.enabled' }, now);
  await recordAudit(tx, ctx, own.companyId, now, { kind: 'mfa.enabled', personId: own.personId });
  return ok({ recoveryCodes, sessionToken, sessionExpiresAt });
}
