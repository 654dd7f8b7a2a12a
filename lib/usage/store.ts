import { Prisma } from '@/generated/prisma/client';
import type { OwnerRef } from '@/lib/authz/can';
import { fromDate, type Instant, toIso } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';

/** Calls of one day with one verdict. */
export type DayCalls = { date: string; code: string; calls: number };

export type LastUse = { at: Instant; address: string | null; userAgent: string | null };

/** Whose the key is, also when it is deleted; null where the company has none such. */
export async function findOwnerOf(db: Db, companyId: string, keyId: string): Promise<OwnerRef | null> {
  const key = await db.apiKey.findUnique({
    where: { companyId_id: { companyId, id: keyId }, deletedAt: null },
    select: { ownerKind: true, ownerId: true },
  });
  return key === null ? null : { kind: key.ownerKind, id: key.ownerId };
}

/** Days are the zone's. An hour belongs to the day in which it begins, also where a zone is off by half an hour. */
const DAY_OF = (zone: string) => Prisma.sql`to_char(u.hour AT TIME ZONE ${zone}, 'YYYY-MM-DD')`;
// Whole below 2^53, and Prisma would make a Decimal of the sum.
const CALLS = Prisma.sql`sum(u.calls)::float8`;

export async function sumByDay(
  db: Db,
  { companyId, keyId }: { companyId: string; keyId: string },
  from: Instant,
  zone: string,
): Promise<DayCalls[]> {
  return db.$queryRaw<DayCalls[]>`
    SELECT ${DAY_OF(zone)} AS date, u.code, ${CALLS} AS calls FROM key_usage_hour u
    WHERE u.company_id = ${companyId} AND u.key_id = ${keyId} AND u.hour >= ${toIso(from)}::timestamptz
    GROUP BY 1, 2`;
}

/** Whose keys a list may tell of: one's own, or all of the company's. */
export type SeriesScope = { companyId: string; ownerId: string | null };

/** Calls by key and day, whatever their verdict, of any number of keys in one statement. */
export async function sumSeries(
  db: Db,
  { companyId, ownerId }: SeriesScope,
  keyIds: readonly string[],
  from: Instant,
  zone: string,
): Promise<{ keyId: string; date: string; calls: number }[]> {
  const own =
    ownerId === null
      ? Prisma.empty
      : Prisma.sql`JOIN api_key k ON k.id = u.key_id AND k.owner_kind = 'USER' AND k.owner_id = ${ownerId}`;
  return db.$queryRaw`
    SELECT u.key_id AS "keyId", ${DAY_OF(zone)} AS date, ${CALLS} AS calls FROM key_usage_hour u ${own}
    WHERE u.company_id = ${companyId} AND u.key_id = ANY(${[...keyIds]}) AND u.hour >= ${toIso(from)}::timestamptz
    GROUP BY 1, 2`;
}

export async function findLastUse(db: Db, companyId: string, keyId: string): Promise<LastUse | null> {
  const row = await db.keyLastUse.findUnique({ where: { companyId_keyId: { companyId, keyId } } });
  return row === null ? null : { at: fromDate(row.lastUsedAt), address: row.address, userAgent: row.userAgent };
}

export type CompanyCalls = {
  codes: { code: string; calls: number }[];
  busiest: { keyId: string; name: string; calls: number }[];
};

/** Both from one reading of the rows; the busiest first. Deleted keys count, and are not named. */
export async function sumCompany(db: Db, companyId: string, from: Instant, most: number): Promise<CompanyCalls> {
  const rows = await db.$queryRaw<{ code: string | null; keyId: string | null; name: string | null; calls: number }[]>`
    WITH used AS MATERIALIZED (
      SELECT u.key_id, u.code, sum(u.calls) AS calls FROM key_usage_hour u
      WHERE u.company_id = ${companyId} AND u.hour >= ${toIso(from)}::timestamptz GROUP BY 1, 2),
    busy AS (
      SELECT used.key_id, k.name, sum(used.calls) AS calls FROM used JOIN api_key k ON k.id = used.key_id
      WHERE k.company_id = ${companyId} AND k.deleted_at IS NULL
      GROUP BY 1, 2 ORDER BY 3 DESC, 1 ${limitTo(most)})
    SELECT code, NULL AS "keyId", NULL AS name, sum(calls)::float8 AS calls FROM used GROUP BY 1
    UNION ALL SELECT NULL, key_id, name, calls::float8 FROM busy
    ORDER BY calls DESC`;
  return {
    codes: rows.flatMap(({ code, calls }) => (code === null ? [] : [{ code, calls }])),
    busiest: rows.flatMap(({ keyId, name, calls }) =>
      keyId === null || name === null ? [] : [{ keyId, name, calls }],
    ),
  };
}

export type UsageRow = {
  hour: Instant;
  keyId: string;
  code: string;
  calls: number;
  name: string;
  accessKey: string | null;
  ownerKind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY';
  owner: string;
  userId: string | null;
};

export type UsagePlace = Pick<UsageRow, 'hour' | 'keyId' | 'code'>;

/** The next rows of a span behind a place, in the order hour, key, verdict. Deleted keys are there with their last name. */
export async function listUsage(
  db: Db,
  companyId: string,
  { from, to }: { from: Instant; to: Instant },
  after: UsagePlace | null,
  limit: number,
): Promise<UsageRow[]> {
  const beyond =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (u.hour, u.key_id, u.code) > (${toIso(after.hour)}::timestamptz, ${after.keyId}, ${after.code})`;
  const rows = await db.$queryRaw<(Omit<UsageRow, 'hour'> & { hour: Date })[]>`
    WITH used AS MATERIALIZED (
      SELECT u.hour, u.key_id, u.code, u.calls FROM key_usage_hour u
      WHERE u.company_id = ${companyId} AND u.hour >= ${toIso(after?.hour ?? from)}::timestamptz
        AND u.hour < ${toIso(to)}::timestamptz ${beyond}
      ORDER BY u.hour, u.key_id, u.code LIMIT ${limit})
    SELECT used.hour, used.key_id AS "keyId", used.code, used.calls::float8 AS calls, k.name, c.access_key AS "accessKey",
      k.owner_kind AS "ownerKind", coalesce(p.name, s.name, o.name) AS owner, s.user_id AS "userId"
    FROM used JOIN api_key k ON k.id = used.key_id JOIN company o ON o.id = k.company_id
    LEFT JOIN person p ON p.company_id = k.company_id AND p.id = k.owner_person_id
    LEFT JOIN service_account s ON s.company_id = k.company_id AND s.id = k.owner_service_account_id
    LEFT JOIN LATERAL (
      SELECT access_key FROM key_credential
      WHERE company_id = k.company_id AND key_id = k.id ORDER BY valid_from DESC, id LIMIT 1) c ON true
    WHERE k.company_id = ${companyId}
    ORDER BY used.hour, used.key_id, used.code`;
  return rows.map((row) => ({ ...row, hour: fromDate(row.hour) }));
}

/** How long each company keeps its usage. */
export async function listRetentions(db: Db): Promise<{ companyId: string; days: number }[]> {
  const rows = await db.keyPolicy.findMany({ select: { companyId: true, usageRetentionDays: true } });
  return rows.map(({ companyId, usageRetentionDays }) => ({ companyId, days: usageRetentionDays }));
}

/** One small statement, so that no lock is held for long; what another worker is removing is left to it. */
export async function deleteUsageBefore(db: Db, companyId: string, before: Instant, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM key_usage_hour WHERE (key_id, hour, code) IN (
      SELECT u.key_id, u.hour, u.code FROM key_usage_hour u
      WHERE u.company_id = ${companyId} AND u.hour < ${toIso(before)}::timestamptz
      ORDER BY u.hour LIMIT ${most} FOR UPDATE SKIP LOCKED)`;
}
