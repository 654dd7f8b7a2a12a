import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import { totpStep } from '../domain/totp';
import type { RenewRecoveryCodesError } from '../errors';
import { lockForMfa } from '../store';
import { issueRecoveryCodes } from './issue-recovery-codes';
import { openTotpSecret } from './open-totp-secret';
import { codeThrottle, type Own, ownAccount, scopeOf, throttled } from './scene';
import { spendTotpStep } from './spend-totp-step';

/**
 * Ten new recovery codes in place of all earlier ones, against a current code of the app. A recovery code is not enough:
 * whoever found one on paper must not be able to make ten more.
 */
export async function renewRecoveryCodes(
  ctx: Ctx,
  input: { code: string },
): Promise<Result<{ recoveryCodes: string[] }, RenewRecoveryCodesError>> {
  const own = ownAccount(ctx);
  if (own === null) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return throttled<{ recoveryCodes: string[] }, RenewRecoveryCodesError>(ctx, own, codeThrottle(own), now, () =>
    inTransaction(ctx.db, (tx) => renew(tx, ctx, own, input.code, now)),
  );
}

async function renew(
  tx: Tx,
  ctx: Ctx,
  own: Own,
  code: string,
  now: Instant,
): Promise<Result<{ recoveryCodes: string[] }, RenewRecoveryCodesError>> {
  const scope = scopeOf(own);
  const person = await lockForMfa(tx, scope, own.sessionId);
  if (person === null) return fail({ code: 'NOT_FOUND' });
  const secret = openTotpSecret(person, own.personId);
  if (secret === null) return fail({ code: 'MFA_IS_OFF' });
  const step = totpStep(secret, code, now);
  if (step === null) return fail({ code: 'CODE_WRONG' });
  if (!(await spendTotpStep(tx, scope, step))) return fail({ code: 'CODE_USED' });
  const recoveryCodes = await issueRecoveryCodes(tx, scope, now);
  await recordAudit(tx, ctx, own.companyId, now, { kind: 'mfa.recovery_codes_renewed', personId: own.personId });
  return ok({ recoveryCodes });
}
