import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { keyring } from '@/lib/platform/keyring';
import { randomBytes } from '@/lib/platform/random';
import { inTransaction } from '@/lib/platform/transaction';
import { TOTP_SECRET_BYTES, toBase32 } from '../domain/totp';
import { enableMfa, type PersonScope } from '../store';
import { issueRecoveryCodes } from './issue-recovery-codes';

export type EnrolAtMachineError = { code: 'NOT_FOUND' } | { code: 'MFA_IS_ON' };

/**
 * Switches MFA on without a confirming code, for the program that fills a database: the secret is its answer, and nobody
 * has signed in yet. No page and no administrator can come here.
 */
export async function enrolAtMachine(
  ctx: Ctx,
  scope: PersonScope,
): Promise<Result<{ totpSecret: string; recoveryCodes: string[] }, EnrolAtMachineError>> {
  if (!can(ctx.actor, { action: 'installation.set-up' })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  const secret = toBase32(randomBytes(TOTP_SECRET_BYTES));
  const sealed = keyring().seal('totp-secret', new TextEncoder().encode(secret), scope.personId);
  return inTransaction(ctx.db, async (tx) => {
    const mfa = { totpSecret: sealed.ciphertext, secretId: sealed.secretId, totpLastStep: 0n, at: now };
    if (!(await enableMfa(tx, scope, mfa))) return fail({ code: 'MFA_IS_ON' });
    const recoveryCodes = await issueRecoveryCodes(tx, scope, now);
    await recordAudit(tx, ctx, scope.companyId, now, { kind: 'mfa.enabled', personId: scope.personId });
    return ok({ totpSecret: secret, recoveryCodes });
  });
}
