import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import { likePattern } from '@/lib/kernel/like-pattern';
import type { ListPlace } from '@/lib/kernel/list-place';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { PlaceName, ReachedServer, ServiceAccountRecord } from './dto';

/** Who acts, as they are under the lock; null when they are not there any more, or were deactivated. */
export async function lockActor(
  tx: Tx,
  companyId: string,
  personId: string,
): Promise<{ isAdministrator: boolean; hasMfa: boolean } | null> {
  const [person] = await tx.$queryRaw<{ isAdministrator: boolean; hasMfa: boolean }[]>`
    SELECT p.is_administrator AS "isAdministrator", p.mfa_enabled_at IS NOT NULL AS "hasMfa"
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.id = ${personId} AND p.deactivated_at IS NULL AND c.deactivated_at IS NULL
    FOR SHARE OF p`;
  return person ?? null;
}

export type NewServiceAccount = { id: string; companyId: string; userId: string; name: string; createdAt: Instant };

/** @throws the unique violation of the user ID. */
export async function insertServiceAccount(tx: Tx, { createdAt, ...account }: NewServiceAccount): Promise<void> {
  await tx.serviceAccount.create({
    data: { ...account, userIdKey: nameKey(account.userId), createdAt: toDate(createdAt) },
  });
}

export async function isUserIdTaken(tx: Tx, companyId: string, userId: string): Promise<boolean> {
  return (await tx.serviceAccount.count({ where: { companyId, userIdKey: nameKey(userId) } })) > 0;
}

type Reach = { tenants: PlaceName[]; virtualServers: ReachedServer[] };

/** Tenants that stay as long as the transaction lasts, in the order of their slugs. */
export async function lockTenants(tx: Tx, companyId: string, ids: readonly string[]): Promise<PlaceName[]> {
  if (ids.length === 0) return [];
  await tx.$queryRaw`
    SELECT id FROM tenant WHERE company_id = ${companyId} AND id = ANY(${[...ids]}) ORDER BY id FOR KEY SHARE`;
  return tx.tenant.findMany({
    where: { companyId, id: { in: [...ids] } },
    select: { id: true, slug: true, name: true },
    orderBy: { slug: 'asc' },
  });
}

/** The same of virtual servers. */
export async function lockVirtualServers(tx: Tx, companyId: string, ids: readonly string[]): Promise<ReachedServer[]> {
  if (ids.length === 0) return [];
  await tx.$queryRaw`
    SELECT id FROM virtual_server WHERE company_id = ${companyId} AND id = ANY(${[...ids]}) ORDER BY id FOR KEY SHARE`;
  return tx.virtualServer.findMany({
    where: { companyId, id: { in: [...ids] } },
    select: { id: true, slug: true, name: true, tenantId: true },
    orderBy: { slug: 'asc' },
  });
}

/** What the account reaches from now on, in place of what it reached. */
export async function putReach(
  tx: Tx,
  companyId: string,
  serviceAccountId: string,
  { tenants, virtualServers }: Reach,
): Promise<void> {
  const scope = { companyId, serviceAccountId };
  await tx.serviceAccountTenant.deleteMany({ where: scope });
  await tx.serviceAccountVirtualServer.deleteMany({ where: scope });
  await tx.serviceAccountTenant.createMany({ data: tenants.map(({ id }) => ({ ...scope, tenantId: id })) });
  await tx.serviceAccountVirtualServer.createMany({
    data: virtualServers.map(({ id }) => ({ ...scope, virtualServerId: id })),
  });
}

/** Locks the account first (lock order: who acts → owner → what it reaches → audit head). */
export async function lockServiceAccount(tx: Tx, companyId: string, id: string): Promise<ServiceAccountRecord | null> {
  await tx.$queryRaw`SELECT id FROM service_account WHERE company_id = ${companyId} AND id = ${id} FOR NO KEY UPDATE`;
  return findServiceAccount(tx, companyId, id);
}

/** The guarded write of an edit: applies only to the version that the page showed. @returns whether it applied */
export async function renameServiceAccount(
  tx: Tx,
  companyId: string,
  account: { id: string; version: number },
  name: string,
): Promise<boolean> {
  const { count } = await tx.serviceAccount.updateMany({
    where: { companyId, id: account.id, version: account.version },
    data: { name, version: { increment: 1 } },
  });
  return count === 1;
}

/** The guarded write of deactivating and of its opposite. @returns whether it applied */
export async function putDeactivated(
  tx: Tx,
  companyId: string,
  id: string,
  deactivatedAt: Instant | null,
): Promise<boolean> {
  const { count } = await tx.serviceAccount.updateMany({
    where: { companyId, id, deactivatedAt: deactivatedAt === null ? { not: null } : null },
    data: { deactivatedAt: deactivatedAt === null ? null : toDate(deactivatedAt), version: { increment: 1 } },
  });
  return count === 1;
}

type AccountRow = Omit<ServiceAccountRecord, 'createdAt' | 'deactivatedAt' | 'keys'> & {
  createdAt: Date;
  deactivatedAt: Date | null;
  keys: bigint;
};

/** One statement, hence one snapshot: what an account reaches is decided upon together with it. */
async function selectAccounts(db: Db | Tx, companyId: string, more: Prisma.Sql): Promise<ServiceAccountRecord[]> {
  const rows = await db.$queryRaw<AccountRow[]>`
    SELECT s.id, s.user_id AS "userId", s.name, s.created_at AS "createdAt", s.deactivated_at AS "deactivatedAt", s.version,
      (SELECT coalesce(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.slug), '[]')
        FROM service_account_tenant x JOIN tenant t ON t.company_id = x.company_id AND t.id = x.tenant_id
        WHERE x.service_account_id = s.id) AS tenants,
      (SELECT coalesce(json_agg(json_build_object('id', v.id, 'slug', v.slug, 'name', v.name, 'tenantId', v.tenant_id)
          ORDER BY v.slug), '[]')
        FROM service_account_virtual_server x
        JOIN virtual_server v ON v.company_id = x.company_id AND v.id = x.virtual_server_id
        WHERE x.service_account_id = s.id) AS "virtualServers",
      (SELECT count(*) FROM (SELECT 1 FROM api_key k
        WHERE k.company_id = s.company_id AND k.owner_id = s.id AND k.deleted_at IS NULL ${limitTo(MOST_COUNTED + 1)}) k) AS keys
    FROM service_account s WHERE s.company_id = ${companyId} ${more}`;
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    deactivatedAt: fromNullableDate(row.deactivatedAt),
    keys: Number(row.keys),
  }));
}

export async function findServiceAccount(
  db: Db | Tx,
  companyId: string,
  id: string,
): Promise<ServiceAccountRecord | null> {
  const [account] = await selectAccounts(db, companyId, Prisma.sql`AND s.id = ${id}`);
  return account ?? null;
}

export type AccountFilter = { query: string; isActive: boolean | null };

function matching({ query, isActive }: AccountFilter): Prisma.Sql {
  const pattern = likePattern(nameKey(query));
  return Prisma.sql`
    ${isActive === null ? Prisma.empty : isActive ? Prisma.sql`AND s.deactivated_at IS NULL` : Prisma.sql`AND s.deactivated_at IS NOT NULL`}
    ${query === '' ? Prisma.empty : Prisma.sql`AND (s.user_id_key LIKE ${pattern} OR s.name ILIKE ${pattern})`}`;
}

/** In the order of the user IDs, from `place` on: `[user ID key]`. */
export async function listServiceAccounts(
  db: Db,
  companyId: string,
  filter: AccountFilter,
  place: ListPlace | null,
  limit: number,
): Promise<ServiceAccountRecord[]> {
  const more = Prisma.sql`${matching(filter)} ${beyond(Prisma.sql`s.user_id_key`, place)} ${limitTo(limit)}`;
  return selectAccounts(db, companyId, more);
}

export async function countServiceAccounts(db: Db, companyId: string, filter: AccountFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT 1 FROM service_account s
      WHERE s.company_id = ${companyId} ${matching(filter)} ${limitTo(MOST_COUNTED + 1)}) s`;
  return Number(row?.count ?? 0);
}

export type AccountChoice = { id: string; userId: string; name: string };

/** Active accounts whose user ID or name contains the text, for a field that searches. */
export async function searchServiceAccounts(
  db: Db,
  companyId: string,
  query: string,
  limit: number,
): Promise<AccountChoice[]> {
  return db.$queryRaw<AccountChoice[]>`
    SELECT s.id, s.user_id AS "userId", s.name FROM service_account s
    WHERE s.company_id = ${companyId} ${matching({ query, isActive: true })} ORDER BY s.user_id_key ${limitTo(limit)}`;
}

/** Keyset paging by one column that is unique in the company: the condition, and the order in which rows are found. */
export function beyond(column: Prisma.Sql, place: ListPlace | null): Prisma.Sql {
  const value = place?.values[0];
  if (place === null || value === undefined) return Prisma.sql`ORDER BY ${column}`;
  return place.way === 'after'
    ? Prisma.sql`AND ${column} > ${value} ORDER BY ${column}`
    : Prisma.sql`AND ${column} < ${value} ORDER BY ${column} DESC`;
}

/** Where a user ID stands in the order of the list. */
export const userIdPlace = nameKey;
