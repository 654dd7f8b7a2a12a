import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { hashPassword, PasswordsBusyError, verifyPassword } from '@/lib/platform/passwords';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { passwordProblem } from '../domain/password-problem';
import { PASSWORD_RULE, passwordSubject } from '../domain/throttle-rules';
import type { ChangePasswordError } from '../errors';
import { forgetOtherBrowsers } from '../known-browsers';
import {
  endOtherSessions,
  findOwn,
  lockOwn,
  type OwnRow,
  renewSession,
  replacePassword,
  voidResets,
} from '../store-own-account';
import { type OwnAccount, ownAccount } from './own-account';
import { recordFailedTry, returnTries, takeTries, undoTries } from './take-tries';

export type PasswordChanged = { sessionToken: string; sessionExpiresAt: Instant };

type Input = { currentPassword: string; newPassword: string };

/**
 * Puts a new password in place of the current one, which has to be given and is guessed at no faster than at sign-in. Every
 * other sign-in and every reset link is over; this session goes on under a new token. MFA stays as it is.
 */
export async function changePassword(ctx: Ctx, input: Input): Promise<Result<PasswordChanged, ChangePasswordError>> {
  const own = ownAccount(ctx);
  const seen = own === null ? null : await findOwn(ctx.db, own.scope);
  if (own === null || seen === null) return fail({ code: 'NOT_FOUND' });
  const problem = passwordProblem(input.newPassword, { ...seen, company: seen.companyName });
  if (problem !== null) return fail({ code: 'PASSWORD', problem });
  const now = ctx.clock.now();
  const taken = await takeTries(ctx, passwordSubject(seen.emailKey), PASSWORD_RULE, now);
  if (!taken.ok) return taken;
  const judged = await judge(input, seen);
  if (judged === 'BUSY') await returnTries(ctx, taken.value);
  else if (judged === 'PASSWORD_WRONG') {
    await recordFailedTry(ctx, own.scope, { ...taken.value, what: 'password' }, now);
  } else await undoTries(ctx, taken.value);
  if (typeof judged === 'string') return fail({ code: judged });
  return inTransaction(ctx.db, (tx) => change(tx, ctx, own, seen, judged.hash, now));
}

async function judge(
  { currentPassword, newPassword }: Input,
  { passwordHash }: OwnRow,
): Promise<{ hash: string } | 'BUSY' | 'PASSWORD_WRONG' | 'SAME'> {
  try {
    if (!(await verifyPassword(currentPassword, passwordHash))) return 'PASSWORD_WRONG';
    return currentPassword === newPassword ? 'SAME' : { hash: await hashPassword(newPassword) };
  } catch (error) {
    if (error instanceof PasswordsBusyError) return 'BUSY';
    throw error;
  }
}

async function change(
  tx: Tx,
  ctx: Ctx,
  { scope, actor }: OwnAccount,
  seen: OwnRow,
  hash: string,
  now: Instant,
): Promise<Result<PasswordChanged, ChangePasswordError>> {
  if ((await lockOwn(tx, scope, actor.sessionId)) === null) return fail({ code: 'NOT_FOUND' });
  // Changed elsewhere while this one was being hashed: what was given is no longer the current one.
  if (!(await replacePassword(tx, scope, seen.passwordHash, hash, now))) return fail({ code: 'PASSWORD_WRONG' });
  await voidResets(tx, scope);
  await endOtherSessions(tx, scope, actor.sessionId, now, 'password_changed');
  await forgetOtherBrowsers(tx, ctx, scope);
  const sessionToken = newToken();
  const renewed = { tokenHash: tokenHash(sessionToken), passwordAt: now };
  const sessionExpiresAt = await renewSession(tx, scope, actor.sessionId, renewed);
  if (sessionExpiresAt === null) return fail({ code: 'NOT_FOUND' });
  await enqueueAccountMail(tx, scope, { kind: 'password.changed' }, now);
  await recordAudit(tx, ctx, scope.companyId, now, { kind: 'person.password_changed', personId: scope.personId });
  return ok({ sessionToken, sessionExpiresAt });
}
