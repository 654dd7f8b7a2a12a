import { recordAudit } from '@/lib/audit/record';
import { type Instant, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { PasswordsBusyError, verifyPassword } from '@/lib/platform/passwords';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { emailKey } from '../domain/email';
import { PENDING_SIGN_IN_MS } from '../domain/session-life';
import { PASSWORD_RULE, passwordSubject } from '../domain/throttle-rules';
import type { SignInStep } from '../dto';
import type { SignInError } from '../errors';
import { findForSignIn, insertPending, lockForSignIn, type SignInRow } from '../store';
import { startSession } from './start-session';
import { recordFailedTry, returnTries, takeTries, undoTries } from './take-tries';

/**
 * The first step. Somebody with MFA gets a pending sign-in (ten minutes), somebody without it a session. Unknown, wrong and
 * deactivated are one answer, and the same work is done for each of them.
 */
export async function signInWithPassword(
  ctx: Ctx,
  input: { email: string; password: string },
): Promise<Result<SignInStep, SignInError>> {
  const now = ctx.clock.now();
  const identity = emailKey(input.email);
  const taken = await takeTries(ctx, passwordSubject(identity), PASSWORD_RULE, now);
  if (!taken.ok) return taken;
  const person = await findForSignIn(ctx.db, identity);
  const isRight = await isRightPassword(input.password, person);
  if (isRight === 'BUSY') {
    await returnTries(ctx, taken.value);
    return fail({ code: 'BUSY' });
  }
  if (!isRight || person === null || !person.isActive) {
    const scope = person === null ? null : { companyId: person.companyId, personId: person.id };
    await recordFailedTry(ctx, scope, { ...taken.value, what: 'password' }, now);
    return fail({ code: 'WRONG' });
  }
  const step = await inTransaction(ctx.db, (tx) => goOn(tx, ctx, person, now));
  if (step.ok) await undoTries(ctx, taken.value);
  return step;
}

async function isRightPassword(password: string, person: SignInRow | null): Promise<boolean | 'BUSY'> {
  try {
    return await verifyPassword(password, person?.passwordHash ?? null);
  } catch (error) {
    if (error instanceof PasswordsBusyError) return 'BUSY';
    throw error;
  }
}

async function goOn(tx: Tx, ctx: Ctx, seen: SignInRow, now: Instant): Promise<Result<SignInStep, SignInError>> {
  const person = await lockForSignIn(tx, { companyId: seen.companyId, personId: seen.id });
  // Deactivated, or given another password, while this one was being checked.
  if (!person?.isActive || person.passwordHash !== seen.passwordHash) return fail({ code: 'WRONG' });
  if (!person.hasMfa) return ok(await startSession(tx, ctx, person, { method: 'password', passwordAt: now }, now));
  return ok(await startPending(tx, ctx, person, now));
}

async function startPending(tx: Tx, ctx: Ctx, person: SignInRow, now: Instant): Promise<SignInStep> {
  const token = newToken();
  const expiresAt = plus(now, PENDING_SIGN_IN_MS);
  await insertPending(tx, {
    id: newId('pen'),
    companyId: person.companyId,
    personId: person.id,
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt,
  });
  await recordAudit(tx, ctx, person.companyId, now, { kind: 'person.password_accepted', personId: person.id });
  return { next: 'CODE', token, expiresAt };
}
