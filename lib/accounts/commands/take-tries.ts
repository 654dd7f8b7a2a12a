import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { openChain, recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueLockoutNotice } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { forgive, giveBack, type ThrottleRule, takeTry } from '@/lib/platform/throttle';
import { transact } from '@/lib/platform/transaction';
import { ADDRESS_RULE, addressSubject } from '../domain/throttle-rules';
import type { TooManyTries } from '../errors';
import { laneOf } from '../known-browsers';
import type { PersonScope } from '../store';

/** A try that was counted as failed in advance. */
export type TakenTry = {
  /** Where it was counted (`laneOf`). */
  lane: string;
  /** Null when it was not counted against one. */
  address: string | null;
  /** Should it fail, the account is blocked for a while. */
  isLast: boolean;
  /** Should it fail, the account is blocked for the first time since it was last proved. */
  beginsLockout: boolean;
};

/**
 * Counts a try against the address first and then against the account: whoever floods must not lock others out. A known
 * browser is counted on its own lane, and there a flood from the same office's address does not stop it either.
 */
export async function takeTries(
  ctx: Ctx,
  subject: string,
  rule: ThrottleRule,
  now: Instant,
): Promise<Result<TakenTry, TooManyTries>> {
  const lane = await laneOf(ctx.db, ctx.request, subject, now);
  const address = ctx.request.address === undefined ? null : addressSubject(ctx.request.address);
  const fromAddress = address === null ? null : await takeTry(ctx.db, address, ADDRESS_RULE, now);
  if (fromAddress?.ok === false && lane === subject) {
    return fail({ code: 'TOO_MANY_TRIES', retryAfterMs: fromAddress.retryAt - now });
  }
  const taken = await takeTry(ctx.db, lane, rule, now);
  if (!taken.ok) return fail({ code: 'TOO_MANY_TRIES', retryAfterMs: taken.retryAt - now });
  const beginsLockout = taken.failures === rule.freeFailures + 1;
  return ok({ lane, address: fromAddress?.ok ? address : null, isLast: taken.isLast, beginsLockout });
}

/** The try was right: nothing stands against its lane any more, and this one not against the address. */
export async function undoTries(ctx: Ctx, taken: TakenTry): Promise<void> {
  await forgive(ctx.db, taken.lane);
  if (taken.address !== null) await giveBack(ctx.db, taken.address);
}

/** The try could not be judged: it counts neither as right nor as wrong. */
export async function returnTries(ctx: Ctx, taken: TakenTry): Promise<void> {
  await giveBack(ctx.db, taken.lane);
  if (taken.address !== null) await giveBack(ctx.db, taken.address);
}

/**
 * Keeps the failure, and tells the owner when it blocks the account: once, however long the guessing goes on. For an account
 * that does not exist the same statements run, in the installation's chain, so that neither the answer nor its time tells
 * the two apart; what was typed is not kept, since it may be a password.
 */
export async function recordFailedTry(
  ctx: Ctx,
  person: PersonScope | null,
  taken: TakenTry & { what: 'password' | 'code' },
  now: Instant,
): Promise<void> {
  const chain = person?.companyId ?? INSTALLATION_CHAIN;
  await transact(ctx.db, async (tx) => {
    await openChain(tx, chain);
    if (taken.beginsLockout) await enqueueLockoutNotice(tx, person?.personId ?? null, taken.what, now);
    await recordAudit(tx, ctx, chain, now, {
      kind: taken.isLast ? 'person.locked_out' : 'person.sign_in_failed',
      ...(person === null ? {} : { personId: person.personId }),
    });
  });
}
