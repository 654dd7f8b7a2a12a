import { setTimeout as sleep } from 'node:timers/promises';
import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { openChain, recordAudit } from '@/lib/audit/record';
import { HOUR, type Instant, plus } from '@/lib/kernel/instant';
import { ok, type Result } from '@/lib/kernel/result';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { transact } from '@/lib/platform/transaction';
import { emailKey } from '../domain/email';
import { RESET_RULE, resetSubject } from '../domain/throttle-rules';
import type { TooManyTries } from '../errors';
import { findForSignIn } from '../store';
import { insertToken } from '../store-own-account';
import { takeTries } from './take-tries';

const LINK_MS = HOUR;

/** Several times what the work of a known address takes: by then it is done, and the answer tells nothing by its time. */
const ANSWER_AFTER_MS = 400;

/**
 * Mails a single-use link to whoever has the address. Known, unknown and deactivated are one answer after one time. The
 * mail is in the outbox before the answer is given. Nothing about the account changes: asking locks nobody out.
 */
export async function requestPasswordReset(ctx: Ctx, input: { email: string }): Promise<Result<null, TooManyTries>> {
  const [result] = await Promise.all([request(ctx, emailKey(input.email)), sleep(ANSWER_AFTER_MS)]);
  return result;
}

async function request(ctx: Ctx, identity: string): Promise<Result<null, TooManyTries>> {
  const now = ctx.clock.now();
  // Counted by what was typed, so that also this refusal is the same for everybody.
  const taken = await takeTries(ctx, resetSubject(identity), RESET_RULE, now);
  if (!taken.ok) return taken;
  const person = await findForSignIn(ctx.db, identity);
  // An invitation that nobody has answered is no account to reset.
  const isKnown = person?.isActive === true && person.passwordHash !== null;
  if (isKnown) await mailLink(ctx, { companyId: person.companyId, personId: person.id }, now);
  else await recordUnknown(ctx, now);
  return ok(null);
}

async function mailLink(ctx: Ctx, scope: { companyId: string; personId: string }, now: Instant): Promise<void> {
  const token = newToken();
  const expiresAt = plus(now, LINK_MS);
  await transact(ctx.db, async (tx) => {
    await insertToken(tx, {
      id: newId('tok'),
      ...scope,
      kind: 'PASSWORD_RESET',
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt,
    });
    await enqueueAccountMail(tx, scope, { kind: 'password.reset', secret: token, goodUntil: expiresAt }, now);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'person.password_reset_requested',
      personId: scope.personId,
    });
  });
}

/** What was typed is not kept: it may be anything. */
async function recordUnknown(ctx: Ctx, now: Instant): Promise<void> {
  await transact(ctx.db, async (tx) => {
    await openChain(tx, INSTALLATION_CHAIN);
    await recordAudit(tx, ctx, INSTALLATION_CHAIN, now, { kind: 'person.password_reset_requested' });
  });
}
