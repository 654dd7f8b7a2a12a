import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { spendTotpStep } from '@/lib/mfa/commands/spend-totp-step';
import { readRecoveryCode, recoveryCodeHashes } from '@/lib/mfa/domain/recovery-code';
import { totpStep } from '@/lib/mfa/domain/totp';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { CODE_RULE, codeSubject } from '../domain/throttle-rules';
import type { SignInStep } from '../dto';
import type { SecondStepError } from '../errors';
import {
  deletePending,
  findPending,
  lockForSignIn,
  type PendingRow,
  replaceTotpSecret,
  type SignInRow,
  spendRecoveryCode,
} from '../store';
import { startSession } from './start-session';
import { recordFailedTry, takeTries, undoTries } from './take-tries';

type Input = { pendingToken: string; method: 'totp' | 'recovery_code'; code: string };

/**
 * The second step: a TOTP code, accepted once per account, or a recovery code, good once at all. Tries are counted per
 * person over any number of pending sign-ins.
 */
export async function completeSignIn(ctx: Ctx, input: Input): Promise<Result<SignInStep, SecondStepError>> {
  const now = ctx.clock.now();
  const hash = tokenHash(input.pendingToken);
  const pending = await findPending(ctx.db, hash, now);
  if (pending === null) return fail({ code: 'SIGN_IN_EXPIRED' });
  const taken = await takeTries(ctx, codeSubject(pending.personId), CODE_RULE, now);
  if (!taken.ok) return taken;
  const step = await inTransaction(ctx.db, (tx) => finish(tx, ctx, input, hash, pending, now));
  if (step.ok) await undoTries(ctx, taken.value);
  else if (step.error.code === 'CODE_WRONG' || step.error.code === 'CODE_USED') {
    await recordFailedTry(ctx, pending, { ...taken.value, what: 'code' }, now);
  }
  return step;
}

async function finish(
  tx: Tx,
  ctx: Ctx,
  input: Input,
  hash: Uint8Array<ArrayBuffer>,
  { companyId, personId, id }: PendingRow,
  now: Instant,
): Promise<Result<SignInStep, SecondStepError>> {
  const person = await lockForSignIn(tx, { companyId, personId });
  // Read again under the lock: two answers to one pending sign-in make one session.
  const pending = await findPending(tx, hash, now);
  if (pending === null || !person?.isActive || !person.hasMfa) return fail({ code: 'SIGN_IN_EXPIRED' });
  const spent = await spendCode(tx, person, input, now);
  if (spent !== 'SPENT') return fail({ code: spent });
  await deletePending(tx, id);
  const proof = { method: input.method, passwordAt: pending.createdAt };
  return ok(await startSession(tx, ctx, person, proof, now));
}

async function spendCode(
  tx: Tx,
  person: SignInRow,
  { method, code }: Input,
  now: Instant,
): Promise<'SPENT' | 'CODE_WRONG' | 'CODE_USED'> {
  const scope = { companyId: person.companyId, personId: person.id };
  if (method === 'recovery_code') {
    const canonical = readRecoveryCode(code);
    if (canonical === null) return 'CODE_WRONG';
    const hashes = recoveryCodeHashes(keyring(), person.id, canonical);
    return (await spendRecoveryCode(tx, scope, hashes, now)) ? 'SPENT' : 'CODE_WRONG';
  }
  const secret = openSecret(person);
  const step = totpStep(new TextDecoder().decode(secret), code, now);
  if (step === null) return 'CODE_WRONG';
  if (!(await spendTotpStep(tx, scope, step))) return 'CODE_USED';
  await moveToCurrentSecret(tx, person, secret);
  return 'SPENT';
}

function openSecret({ id, totpSecret, secretId }: SignInRow): Uint8Array {
  if (totpSecret === null || secretId === null) throw new Error('MFA is on without a secret, which a check forbids');
  return keyring().open('totp-secret', totpSecret, id, secretId);
}

/** Sealed under an earlier KEYDESK_SECRET: from its next use on under the current one, so that the earlier can go. */
async function moveToCurrentSecret(tx: Tx, { id, companyId, secretId }: SignInRow, secret: Uint8Array): Promise<void> {
  if (secretId === keyring().currentId) return;
  const { ciphertext, secretId: currentId } = keyring().seal('totp-secret', secret, id);
  await replaceTotpSecret(tx, { companyId, personId: id }, { totpSecret: ciphertext, secretId: currentId });
}
