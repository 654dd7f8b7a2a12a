import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { hashPassword, PasswordsBusyError } from '@/lib/platform/passwords';
import { forgive } from '@/lib/platform/throttle';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { passwordProblem } from '../domain/password-problem';
import { passwordSubject, resetSubject } from '../domain/throttle-rules';
import type { Cookie } from '../dto';
import type { ResetPasswordError } from '../errors';
import { forgetOtherBrowsers, laneOf, rememberBrowser } from '../known-browsers';
import { endAllSessions, lockForSignIn } from '../store';
import { consumeToken, findLink, type LinkRow, replacePassword, voidResets } from '../store-own-account';

type Input = { token: string; password: string };

/**
 * Chooses a new password against a mailed link, once. Every sign-in of the person is over and wrong passwords are forgiven;
 * MFA and its own count of wrong codes stay, so that whoever reads somebody's mail still lacks the second step. This browser
 * is the only one known afterwards: its owner gets in although somebody goes on guessing.
 * @returns what makes it known
 */
export async function resetPassword(ctx: Ctx, input: Input): Promise<Result<Cookie, ResetPasswordError>> {
  const now = ctx.clock.now();
  const hash = tokenHash(input.token);
  // Before the costly hash; the link is asked again when it is consumed.
  const reset = await findLink(ctx.db, 'PASSWORD_RESET', hash, now);
  if (reset === null) return fail({ code: 'LINK_SPENT' });
  const problem = passwordProblem(input.password, { ...reset, company: reset.companyName });
  if (problem !== null) return fail({ code: 'PASSWORD', problem });
  const passwordHash = await hashOrNull(input.password);
  if (passwordHash === null) return fail({ code: 'BUSY' });
  return inTransaction(ctx.db, (tx) => choose(tx, ctx, reset, { hash, passwordHash }, now));
}

/** Null while too many passwords are being worked on. */
export async function hashOrNull(password: string): Promise<string | null> {
  try {
    return await hashPassword(password);
  } catch (error) {
    if (error instanceof PasswordsBusyError) return null;
    throw error;
  }
}

async function choose(
  tx: Tx,
  ctx: Ctx,
  { companyId, personId, emailKey }: LinkRow,
  { hash, passwordHash }: { hash: Uint8Array<ArrayBuffer>; passwordHash: string },
  now: Instant,
): Promise<Result<Cookie, ResetPasswordError>> {
  const scope = { companyId, personId };
  const person = await lockForSignIn(tx, scope);
  if (!person?.isActive) return fail({ code: 'LINK_SPENT' });
  if (!(await consumeToken(tx, scope, 'PASSWORD_RESET', hash, now))) return fail({ code: 'LINK_SPENT' });
  if (!(await replacePassword(tx, scope, person.passwordHash, passwordHash, now))) return fail({ code: 'LINK_SPENT' });
  await voidResets(tx, scope);
  await endAllSessions(tx, scope, now, 'password_reset');
  await forgive(tx, await laneOf(tx, ctx.request, passwordSubject(emailKey), now));
  await forgive(tx, passwordSubject(emailKey));
  await forgive(tx, resetSubject(emailKey));
  await forgetOtherBrowsers(tx, ctx, scope);
  const browser = await rememberBrowser(tx, ctx, scope, false, now);
  await enqueueAccountMail(tx, scope, { kind: 'password.changed' }, now);
  await recordAudit(tx, ctx, companyId, now, { kind: 'person.password_reset', personId });
  return ok(browser);
}
