import type { Throttle } from '@/generated/prisma/client';
import { fromDate, type Instant, plus, SECOND, toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from './database';

/** How often something may be guessed at. Delays are given back in full once `forgetAfterMs` passed without a try. */
export type ThrottleRule = {
  /** Failures without consequence; the next one begins the delays. */
  freeFailures: number;
  /** The delay after each further failure, in milliseconds; the last one stays. */
  delaysMs: readonly number[];
  forgetAfterMs: number;
};

export type Try =
  /** `isLast`: should it fail, the subject is blocked from now on. */
  { ok: true; failures: number; isLast: boolean } | { ok: false; retryAt: Instant };

/**
 * Counts a try as failed before it is judged, in one statement, and refuses it while the subject is blocked. Counting
 * first is what makes the number exact: any number of parallel guesses, over all instances, gets `freeFailures` + 1 looks
 * and no more. A try that turns out right is undone with `forgive` or `giveBack`. Refused tries do not prolong a delay.
 */
export async function takeTry(db: Db | Tx, subject: string, rule: ThrottleRule, at: Instant): Promise<Try> {
  const now = toDate(at);
  const forgetBefore = toDate(plus(at, -rule.forgetAfterMs));
  const [row] = await db.$queryRaw<Pick<Throttle, 'failures' | 'blockedUntil'>[]>`
    INSERT INTO throttle AS t (subject, failures, last_at, blocked_until) VALUES (${subject}, 1, ${now}::timestamptz, NULL)
    ON CONFLICT (subject) DO UPDATE SET
      failures = CASE WHEN t.last_at < ${forgetBefore}::timestamptz THEN 1 ELSE t.failures + 1 END,
      last_at = EXCLUDED.last_at,
      blocked_until = CASE WHEN t.last_at >= ${forgetBefore}::timestamptz AND t.failures + 1 > ${rule.freeFailures}::int
        THEN EXCLUDED.last_at + interval '1 millisecond' *
          (${[...rule.delaysMs]}::int[])[LEAST(t.failures + 1 - ${rule.freeFailures}::int, ${rule.delaysMs.length}::int)]
      END
    WHERE t.blocked_until IS NULL OR t.blocked_until <= EXCLUDED.last_at
    RETURNING failures, blocked_until AS "blockedUntil"`;
  if (row !== undefined) return { ok: true, failures: row.failures, isLast: row.blockedUntil !== null };
  const blocked = await db.throttle.findUnique({ where: { subject }, select: { blockedUntil: true } });
  // Forgiven between the two statements: the next try will get through.
  if (!blocked?.blockedUntil) return { ok: false, retryAt: plus(at, SECOND) };
  return { ok: false, retryAt: fromDate(blocked.blockedUntil) };
}

/** Forgets all failures of a subject that has proved itself. */
export async function forgive(db: Db | Tx, subject: string): Promise<void> {
  await db.throttle.deleteMany({ where: { subject } });
}

/** Undoes one `takeTry` and no more: good sign-ins from an address must not hide the bad ones. */
export async function giveBack(db: Db | Tx, subject: string): Promise<void> {
  await db.$executeRaw`
    UPDATE throttle SET failures = GREATEST(failures - 1, 0), blocked_until = NULL WHERE subject = ${subject}`;
}
