import { CODE_RULE, codeSubject } from '@/lib/accounts/domain/throttle-rules';
import { laneOf } from '@/lib/accounts/known-browsers';
import { recordAudit } from '@/lib/audit/record';
import type { PersonActor } from '@/lib/authz/actor';
import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { enqueueLockoutNotice } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { forgive, giveBack, type ThrottleRule, takeTry } from '@/lib/platform/throttle';
import { transact } from '@/lib/platform/transaction';
import type { PersonScope } from '../store';

/** Whose MFA: always the actor's own. */
export type Own = PersonScope & { sessionId: string; actor: PersonActor };

export function ownAccount({ actor }: Ctx): Own | null {
  if (actor.kind !== 'person') return null;
  const scope = { companyId: actor.companyId, personId: actor.id };
  if (!can(actor, { action: 'account.change', ...scope })) return null;
  return { ...scope, sessionId: actor.sessionId, actor };
}

export const scopeOf = ({ companyId, personId }: Own): PersonScope => ({ companyId, personId });

/** For a current code of the app: guesses of the person are counted together, whatever they are tried on. */
export const codeThrottle = ({ personId }: Own) => ({
  subject: codeSubject(personId),
  rule: CODE_RULE,
  misses: ['CODE_WRONG', 'CODE_USED'] as const,
});

type Judged<T, E> = { ok: true; value: T } | { ok: false; error: E };

/**
 * Judges something guessable: the try is counted as failed beforehand and forgiven when it was right, so that parallel
 * guesses are counted exactly. `misses` are wrong guesses, which are also kept in the audit; a try that is BUSY was not
 * judged and does not count.
 */
export async function throttled<T, E extends { code: string }>(
  ctx: Ctx,
  own: Own,
  { subject, rule, misses }: { subject: string; rule: ThrottleRule; misses: readonly E['code'][] },
  now: Instant,
  judge: () => Promise<Judged<T, E>>,
): Promise<Judged<T, E | { code: 'TOO_MANY_TRIES'; retryAfterMs: number }>> {
  const lane = await laneOf(ctx.db, ctx.request, subject, now);
  const taken = await takeTry(ctx.db, lane, rule, now);
  if (!taken.ok) return { ok: false, error: { code: 'TOO_MANY_TRIES', retryAfterMs: taken.retryAt - now } };
  const result = await judge();
  if (result.ok) await forgive(ctx.db, lane);
  else if (result.error.code === 'BUSY') await giveBack(ctx.db, lane);
  else if (misses.includes(result.error.code)) {
    const kind = taken.isLast ? 'person.locked_out' : 'person.sign_in_failed';
    const what = subject.startsWith('password:') ? 'password' : 'code';
    await transact(ctx.db, async (tx) => {
      if (taken.failures === rule.freeFailures + 1) await enqueueLockoutNotice(tx, own.personId, what, now);
      await recordAudit(tx, ctx, own.companyId, now, { kind, personId: own.personId });
    });
  }
  return result;
}
