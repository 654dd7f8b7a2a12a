import { type Instant, plus, toDate } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';

export type LeasedMail = {
  id: string;
  kind: string;
  keyId: string | null;
  recipient: string;
  parameters: Record<string, unknown>;
  sealed: Uint8Array | null;
  secretId: string | null;
  dedupeKey: string;
  attempts: number;
  helpDesk: string | null;
};

/**
 * Takes due mail for `leaseMs`: no other worker gets it until the lease is over, and a worker that dies gives it back by
 * that. Counts the attempt at once, so that a mail that kills its worker is given up in the end.
 */
export async function leaseDueMail(db: Db, now: Instant, leaseMs: number, limit: number): Promise<LeasedMail[]> {
  return db.$queryRaw<LeasedMail[]>`
    WITH due AS (
      SELECT id FROM outbox_mail
      WHERE state = 'QUEUED' AND next_attempt_at <= ${toDate(now)} AND (leased_until IS NULL OR leased_until <= ${toDate(now)})
      ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE outbox_mail m SET leased_until = ${toDate(plus(now, leaseMs))}, attempts = m.attempts + 1
    FROM due WHERE m.id = due.id
    RETURNING m.id, m.kind, m.key_id AS "keyId", m.recipient, m.parameters, m.sealed, m.secret_id AS "secretId", m.dedupe_key AS "dedupeKey",
      m.attempts, (SELECT c.help_desk FROM company c WHERE c.id = m.company_id) AS "helpDesk"`;
}

/** Whether the key is still off by the very change that the mail reports: on, off by a later change or deleted, it is not. */
export async function isStillDisabled(db: Db, mailId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isSo: boolean }[]>`
    SELECT EXISTS (SELECT FROM api_key k WHERE k.company_id = m.company_id AND k.id = m.key_id AND k.deleted_at IS NULL
      AND k.disabled_at = m.created_at) AS "isSo"
    FROM outbox_mail m WHERE m.id = ${mailId}`;
  return row?.isSo ?? false;
}

/** Gives back what was leased and not tried. */
export async function returnLeased(db: Db, ids: readonly string[]): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id: { in: [...ids] }, state: 'QUEUED' },
    data: { leasedUntil: null, attempts: { decrement: 1 } },
  });
}

/** With the state goes what was sealed: nobody needs it any more, and a check forbids to keep it. */
const OVER = { leasedUntil: null, sealed: null, secretId: null } as const;

export async function markSent(db: Db, id: string, now: Instant): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id, state: 'QUEUED' },
    data: { state: 'SENT', sentAt: toDate(now), error: null, ...OVER },
  });
}

export async function markCanceled(db: Db, id: string, because: string): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id, state: 'QUEUED' },
    data: { state: 'CANCELED', error: because, ...OVER },
  });
}

/** @param nextAttemptAt null = given up */
export async function markFailed(db: Db, id: string, error: string, nextAttemptAt: Instant | null): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id, state: 'QUEUED' },
    data: {
      error: error.slice(0, 500),
      leasedUntil: null,
      ...(nextAttemptAt === null ? { state: 'FAILED' as const, ...OVER } : { nextAttemptAt: toDate(nextAttemptAt) }),
    },
  });
}
