import { Prisma } from '@/generated/prisma/client';
import type { ProcessState } from '@/generated/prisma/enums';
import type { PersonActor } from '@/lib/authz/actor';
import type { Json } from '@/lib/kernel/canonical-json';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { RequestFacts } from '@/lib/platform/context';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { ProcessRecord } from './dto';
import type { ProcessItem, Progress } from './handler';

/** Who asked and from where. It goes when the process ends: from then on the audit alone knows addresses. */
export type Origin = { personId: string; sessionId: string; request: RequestFacts };

export type NewProcess = {
  id: string;
  companyId: string;
  kind: string;
  work: { readonly [name: string]: Json };
  origin: Origin;
  scheduledAt: Instant;
  createdAt: Instant;
  progress: Progress;
};

export async function insertProcess(tx: Tx, process: NewProcess): Promise<void> {
  const { work, origin, scheduledAt, createdAt, ...columns } = process;
  const { personId, ...from } = origin;
  await tx.process.create({
    data: {
      ...columns,
      state: 'SCHEDULED',
      createdById: personId,
      input: { work, origin: from },
      scheduledAt: toDate(scheduledAt),
      createdAt: toDate(createdAt),
      attempts: 0,
    },
  });
}

/** @param select answers `(item_id, version)` @returns how many items there are */
export async function insertItems(
  tx: Tx,
  { companyId, id }: { companyId: string; id: string },
  select: Prisma.Sql,
): Promise<number> {
  const count = await tx.$executeRaw`
    INSERT INTO process_item (company_id, process_id, item_id, version)
    SELECT ${companyId}, ${id}, item.item_id, item.version FROM (${select}) AS item (item_id, version)`;
  const progress: Progress = { total: count, done: 0, skipped: 0, cursor: null };
  await tx.process.update({ where: { companyId_id: { companyId, id } }, data: { progress } });
  return count;
}

/** A process in the hands of one worker. `leasedUntil` tells this lease from every other. */
export type Leased = { id: string; companyId: string; kind: string; leasedUntil: Instant; attempts: number };

type LeasedRow = Omit<Leased, 'leasedUntil'> & { leasedUntil: Date };

/**
 * Takes the process that has waited longest. Counts the attempt at once, so that one that kills its worker is given up in
 * the end; a chunk that succeeds forgets the attempts.
 */
export async function leaseNext(
  db: Db,
  kinds: readonly string[],
  now: Instant,
  leasedUntil: Instant,
): Promise<Leased | null> {
  const [row] = await db.$queryRaw<LeasedRow[]>`
    WITH due AS (
      SELECT id FROM process
      WHERE state IN ('SCHEDULED', 'RUNNING') AND kind = ANY(${kinds}) AND scheduled_at <= ${toDate(now)}
        AND (leased_until IS NULL OR leased_until <= ${toDate(now)})
      ORDER BY coalesce(leased_until, scheduled_at), id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE process p SET state = 'RUNNING', started_at = coalesce(p.started_at, ${toDate(now)}),
      leased_until = ${toDate(leasedUntil)}, attempts = p.attempts + 1
    FROM due WHERE p.id = due.id
    RETURNING p.id, p.company_id AS "companyId", p.kind, p.leased_until AS "leasedUntil", p.attempts`;
  return row === undefined ? null : { ...row, leasedUntil: fromDate(row.leasedUntil) };
}

export type HeldProcess = { work: { readonly [name: string]: Json }; origin: Origin; progress: Progress };

type HeldRow = {
  input: { work: HeldProcess['work']; origin: Omit<Origin, 'personId'> };
  progress: Progress;
  createdById: string;
};

/** Locks the process until the chunk commits. Null when the lease is another worker's by now, or the process has ended. */
export async function holdProcess(tx: Tx, { id, leasedUntil }: Leased): Promise<HeldProcess | null> {
  const [row] = await tx.$queryRaw<HeldRow[]>`
    SELECT input, progress, created_by_id AS "createdById" FROM process
    WHERE id = ${id} AND state = 'RUNNING' AND leased_until = ${toDate(leasedUntil)} FOR UPDATE`;
  if (row === undefined) return null;
  const { work, origin } = row.input;
  return { work, origin: { ...origin, personId: row.createdById }, progress: row.progress };
}

export async function saveProgress(tx: Tx, id: string, progress: Progress, leasedUntil: Instant): Promise<void> {
  const columns = { progress, leasedUntil: toDate(leasedUntil), attempts: 0 };
  await tx.process.update({ where: { id }, data: columns });
}

export type ProcessEnd = { state: 'COMPLETED' | 'ERROR' | 'CANCELED'; error: string | null; progress?: Progress };

/** Ends a process that has not ended, and forgets what it has not gone through. @returns whether it applied */
export async function endProcess(tx: Tx, id: string, at: Instant, end: ProcessEnd): Promise<boolean> {
  const { state, error, progress } = end;
  const changed = progress === undefined ? Prisma.empty : Prisma.sql`, progress = ${JSON.stringify(progress)}::jsonb`;
  const count = await tx.$executeRaw`
    UPDATE process SET state = ${state}::"ProcessState", ended_at = ${toDate(at)}, leased_until = NULL, error = ${error},
      input = input - 'origin' ${changed}
    WHERE id = ${id} AND state IN ('SCHEDULED', 'RUNNING')`;
  if (count === 0) return false;
  await tx.$executeRaw`
    DELETE FROM process_item i USING process p WHERE p.id = ${id} AND i.company_id = p.company_id AND i.process_id = p.id`;
  return true;
}

/** Lets go of a lease that is still held: the process is due again at `dueAt`. */
export async function releaseProcess(db: Db, { id, leasedUntil }: Leased, dueAt: Instant): Promise<void> {
  await db.process.updateMany({
    where: { id, state: 'RUNNING', leasedUntil: toDate(leasedUntil) },
    data: { leasedUntil: toDate(dueAt) },
  });
}

/** The next items, which leave with the transaction. */
export async function takeItems(
  tx: Tx,
  { companyId, id }: { companyId: string; id: string },
  cursor: string | null,
  limit: number,
): Promise<ProcessItem[]> {
  const items = await tx.$queryRaw<ProcessItem[]>`
    SELECT item_id AS id, version FROM process_item
    WHERE company_id = ${companyId} AND process_id = ${id} AND item_id > ${cursor ?? ''}
    ORDER BY item_id ${limitTo(limit)}`;
  const ids = items.map((item) => item.id);
  await tx.$executeRaw`
    DELETE FROM process_item WHERE company_id = ${companyId} AND process_id = ${id} AND item_id = ANY(${ids})`;
  return items;
}

export type StarterRow = Omit<PersonActor, 'kind' | 'id' | 'companyId' | 'sessionId'>;

/** Locks people in the order of their ids, as everybody does, and reads one of them; null when not active any more. */
export async function lockStarter(
  tx: Tx,
  companyId: string,
  starterId: string,
  people: readonly string[],
): Promise<StarterRow | null> {
  const ids = [...new Set([starterId, ...people])];
  await tx.$queryRaw`
    SELECT id FROM person WHERE company_id = ${companyId} AND id = ANY(${ids}) ORDER BY id FOR SHARE`;
  const [starter] = await tx.$queryRaw<StarterRow[]>`
    SELECT p.name, p.email, p.is_administrator AS "isAdministrator",
      p.is_installation_operator AS "isInstallationOperator", p.has_key_management AS "hasKeyManagement",
      p.mfa_enabled_at IS NOT NULL AS "hasMfa"
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.id = ${starterId} AND p.deactivated_at IS NULL AND c.deactivated_at IS NULL`;
  return starter ?? null;
}

type ProcessRow = Omit<ProcessRecord, 'createdAt' | 'endedAt' | 'state'> & {
  state: ProcessState;
  createdAt: Date;
  endedAt: Date | null;
};

/** What was asked for since `from`, newest first: all that has not ended, and what ended after `endedAfter`. */
export async function listRecent(
  db: Db,
  companyId: string,
  kinds: readonly string[],
  { from, endedAfter, limit }: { from: Instant; endedAfter: Instant; limit: number },
): Promise<ProcessRecord[]> {
  const rows = await db.$queryRaw<ProcessRow[]>`
    SELECT p.id, p.kind, p.state, p.created_at AS "createdAt", p.ended_at AS "endedAt", p.created_by_id AS "createdById",
      s.name AS "createdByName", p.progress, p.error
    FROM process p LEFT JOIN person s ON s.company_id = p.company_id AND s.id = p.created_by_id
    WHERE p.company_id = ${companyId} AND p.kind = ANY(${kinds}) AND p.scheduled_at >= ${toDate(from)}
      AND (p.ended_at IS NULL OR p.ended_at > ${toDate(endedAfter)})
    ORDER BY p.scheduled_at DESC, p.id DESC ${limitTo(limit)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    endedAt: fromNullableDate(row.endedAt),
  }));
}

/** What a company's process is, locked; null when there is none of that id. */
export async function lockProcess(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<{ kind: string; state: ProcessState; progress: Progress } | null> {
  const [row] = await tx.$queryRaw<{ kind: string; state: ProcessState; progress: Progress }[]>`
    SELECT kind, state, progress FROM process WHERE company_id = ${companyId} AND id = ${id} FOR UPDATE`;
  return row ?? null;
}
