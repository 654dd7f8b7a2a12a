import { Prisma } from '@/generated/prisma/client';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { AccessRequestRecord } from './dto';

export type PersonScope = { companyId: string; personId: string };

export type RequesterRow = { name: string; email: string; hasKeyManagement: boolean; isActive: boolean };

/** Locks the person first (lock order owner → … → audit head): permission and requests of one person move one after the other. */
export async function lockRequester(tx: Tx, { companyId, personId }: PersonScope): Promise<RequesterRow | null> {
  const [person] = await tx.$queryRaw<RequesterRow[]>`
    SELECT p.name, p.email, p.has_key_management AS "hasKeyManagement",
      p.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive"
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.id = ${personId} FOR NO KEY UPDATE OF p`;
  return person ?? null;
}

/** @throws the unique violation `access_request_one_waiting`. */
export async function insertRequest(
  tx: Tx,
  { companyId, personId }: PersonScope,
  { id, reason, at }: { id: string; reason: string; at: Instant },
): Promise<void> {
  await tx.accessRequest.create({
    data: { id, companyId, personId, reason, state: 'WAITING', requestedAt: toDate(at) },
  });
}

export async function countRequestsSince(tx: Tx, scope: PersonScope, since: Instant): Promise<number> {
  return tx.accessRequest.count({ where: { ...scope, requestedAt: { gt: toDate(since) } } });
}

export async function hasWaitingRequest(tx: Tx, scope: PersonScope): Promise<boolean> {
  return (await tx.accessRequest.count({ where: { ...scope, state: 'WAITING' } })) > 0;
}

/** Whose request it is, or null when the company has none of that id. */
export async function findRequester(db: Db | Tx, companyId: string, requestId: string): Promise<string | null> {
  const request = await db.accessRequest.findFirst({
    where: { id: requestId, companyId },
    select: { personId: true },
  });
  return request?.personId ?? null;
}

export type RequestEnd =
  | { state: 'WITHDRAWN'; at: Instant }
  | { state: 'GRANTED' | 'REFUSED'; at: Instant; byId: string; note: string | null };

/** The guarded write: only what waits can end. @returns whether it applied */
export async function endRequest(tx: Tx, scope: PersonScope, requestId: string, end: RequestEnd): Promise<boolean> {
  const { count } = await tx.accessRequest.updateMany({
    where: { id: requestId, ...scope, state: 'WAITING' },
    data: {
      state: end.state,
      answeredAt: toDate(end.at),
      ...('byId' in end ? { answeredById: end.byId, note: end.note } : {}),
    },
  });
  return count === 1;
}

export type GrantedRequest = { requestId: string; personId: string; name: string; email: string };

/** Grants what waits of these people, but nobody's own. */
export async function grantWaiting(
  tx: Tx,
  companyId: string,
  personIds: readonly string[],
  by: { byId: string; at: Instant },
): Promise<GrantedRequest[]> {
  return tx.$queryRaw<GrantedRequest[]>`
    UPDATE access_request r SET state = 'GRANTED', answered_at = ${toDate(by.at)}, answered_by_id = ${by.byId}
    FROM person p
    WHERE r.company_id = ${companyId} AND r.person_id = ANY(${[...personIds]}) AND r.state = 'WAITING'
      AND r.person_id <> ${by.byId} AND p.company_id = r.company_id AND p.id = r.person_id
    RETURNING r.id AS "requestId", r.person_id AS "personId", p.name, p.email`;
}

export async function grantKeyManagement(tx: Tx, { companyId, personId }: PersonScope): Promise<void> {
  await tx.person.update({ where: { companyId_id: { companyId, id: personId } }, data: { hasKeyManagement: true } });
}

export type Answerer = { id: string; name: string; email: string };

/** Beyond these a company has nobody in particular to ask. */
const MOST_ANSWERERS = 50;

/** Whom a request is mailed to: the primary contact and the administrators, all active, without the one who asks. */
export async function listAnswerers(tx: Tx, { companyId, personId }: PersonScope): Promise<Answerer[]> {
  return tx.$queryRaw<Answerer[]>`
    SELECT p.id, p.name, p.email FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.deactivated_at IS NULL AND p.id <> ${personId}
      AND (p.is_administrator OR p.id = c.primary_contact_id)
    ORDER BY (p.id = c.primary_contact_id) IS TRUE DESC, p.id ${limitTo(MOST_ANSWERERS)}`;
}

type RequestRow = Omit<AccessRequestRecord, 'requestedAt' | 'answeredAt'> & {
  requestedAt: Date;
  answeredAt: Date | null;
};

async function selectRequests(db: Db, companyId: string, more: Prisma.Sql): Promise<AccessRequestRecord[]> {
  const rows = await db.$queryRaw<RequestRow[]>`
    SELECT r.id, r.person_id AS "personId", p.name AS "personName", p.email AS "personEmail", r.reason, r.state,
      r.requested_at AS "requestedAt", r.answered_at AS "answeredAt", a.name AS "answeredByName", r.note
    FROM access_request r
    JOIN person p ON p.company_id = r.company_id AND p.id = r.person_id
    LEFT JOIN person a ON a.company_id = r.company_id AND a.id = r.answered_by_id
    WHERE r.company_id = ${companyId} ${more}`;
  return rows.map((row) => ({
    ...row,
    requestedAt: fromDate(row.requestedAt),
    answeredAt: fromNullableDate(row.answeredAt),
  }));
}

export async function findNewestRequest(db: Db, scope: PersonScope): Promise<AccessRequestRecord | null> {
  const newest = Prisma.sql`AND r.person_id = ${scope.personId} ORDER BY r.requested_at DESC, r.id DESC LIMIT 1`;
  const [request] = await selectRequests(db, scope.companyId, newest);
  return request ?? null;
}

/** Where a page ends: the order of the list is what waits, then newest first. */
export type RequestPlace = { isWaiting: boolean; requestedAt: Instant; id: string };

/** What waits first, newest first; of people whose access has ended only what was answered. */
export async function listRequests(
  db: Db,
  companyId: string,
  after: RequestPlace | null,
  limit: number,
): Promise<AccessRequestRecord[]> {
  const beyond =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (r.state = 'WAITING', r.requested_at, r.id) < (${after.isWaiting}, ${toDate(after.requestedAt)}, ${after.id})`;
  return selectRequests(
    db,
    companyId,
    Prisma.sql`AND (r.state <> 'WAITING' OR p.deactivated_at IS NULL) ${beyond}
      ORDER BY (r.state = 'WAITING') DESC, r.requested_at DESC, r.id DESC ${limitTo(limit)}`,
  );
}

export async function countWaiting(db: Db, companyId: string): Promise<number> {
  return db.accessRequest.count({ where: { companyId, state: 'WAITING', person: { deactivatedAt: null } } });
}
