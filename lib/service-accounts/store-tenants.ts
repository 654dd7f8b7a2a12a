import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromDate, type Instant, toDate } from '@/lib/kernel/instant';
import { likePattern } from '@/lib/kernel/like-pattern';
import type { ListPlace } from '@/lib/kernel/list-place';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { PlaceName, TenantRecord, VirtualServerRecord } from './dto';
import type { Holding } from './errors';
import { beyond } from './store';

/** As many names as a sentence bears. */
const NAMED = 3;
/** Nobody counts further than this by reading. */
const MOST_HELD = 1_000;

type NewPlace = { id: string; companyId: string; name: string; slug: string; createdAt: Instant };
type Versioned = PlaceName & { version: number };

/** @throws the unique violation of the slug. */
export async function insertTenant(tx: Tx, { createdAt, ...tenant }: NewPlace): Promise<void> {
  await tx.tenant.create({ data: { ...tenant, createdAt: toDate(createdAt) } });
}

/** @throws the unique violation of the slug. */
export async function insertVirtualServer(
  tx: Tx,
  { createdAt, ...server }: NewPlace & { tenantId: string },
): Promise<void> {
  await tx.virtualServer.create({ data: { ...server, createdAt: toDate(createdAt) } });
}

/** Nothing new can hang on it while it is locked: whoever hangs something there locks it too. */
export async function lockTenant(tx: Tx, companyId: string, id: string): Promise<Versioned | null> {
  const [tenant] = await tx.$queryRaw<Versioned[]>`
    SELECT id, slug, name, version FROM tenant WHERE company_id = ${companyId} AND id = ${id} FOR UPDATE`;
  return tenant ?? null;
}

export async function lockVirtualServer(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<(Versioned & { tenantSlug: string }) | null> {
  const [server] = await tx.$queryRaw<(Versioned & { tenantSlug: string })[]>`
    SELECT v.id, v.slug, v.name, v.version, t.slug AS "tenantSlug"
    FROM virtual_server v JOIN tenant t ON t.company_id = v.company_id AND t.id = v.tenant_id
    WHERE v.company_id = ${companyId} AND v.id = ${id} FOR UPDATE OF v`;
  return server ?? null;
}

type Renaming = { id: string; version: number; name: string; slug: string };

/** The guarded write: applies only to the version that the page showed. @throws the unique violation of the slug. */
export async function renameTenant(tx: Tx, companyId: string, { id, version, ...names }: Renaming): Promise<boolean> {
  const data = { ...names, version: { increment: 1 } };
  return (await tx.tenant.updateMany({ where: { companyId, id, version }, data })).count === 1;
}

/** The same of a virtual server. */
export async function renameVirtualServer(
  tx: Tx,
  companyId: string,
  { id, version, ...names }: Renaming,
): Promise<boolean> {
  const data = { ...names, version: { increment: 1 } };
  return (await tx.virtualServer.updateMany({ where: { companyId, id, version }, data })).count === 1;
}

/** @throws the foreign key of a virtual server, where one is left. */
export async function deleteTenantRow(tx: Tx, companyId: string, id: string): Promise<boolean> {
  return (await tx.tenant.deleteMany({ where: { companyId, id } })).count === 1;
}

export async function deleteVirtualServerRow(tx: Tx, companyId: string, id: string): Promise<boolean> {
  return (await tx.virtualServer.deleteMany({ where: { companyId, id } })).count === 1;
}

async function holding(tx: Tx, names: Prisma.Sql): Promise<Holding> {
  const rows = await tx.$queryRaw<{ name: string }[]>`${names} ${limitTo(MOST_HELD)}`;
  return { names: rows.slice(0, NAMED).map(({ name }) => name), count: rows.length };
}

export async function serversOfTenant(tx: Tx, companyId: string, id: string): Promise<Holding> {
  return holding(
    tx,
    Prisma.sql`SELECT slug AS name FROM virtual_server WHERE company_id = ${companyId} AND tenant_id = ${id} ORDER BY slug`,
  );
}

export async function accountsReachingTenant(tx: Tx, companyId: string, id: string): Promise<Holding> {
  return holding(
    tx,
    Prisma.sql`
      SELECT s.user_id AS name FROM service_account_tenant x
      JOIN service_account s ON s.company_id = x.company_id AND s.id = x.service_account_id
      WHERE x.company_id = ${companyId} AND x.tenant_id = ${id} ORDER BY s.user_id_key`,
  );
}

export async function accountsReachingServer(tx: Tx, companyId: string, id: string): Promise<Holding> {
  return holding(
    tx,
    Prisma.sql`
      SELECT s.user_id AS name FROM service_account_virtual_server x
      JOIN service_account s ON s.company_id = x.company_id AND s.id = x.service_account_id
      WHERE x.company_id = ${companyId} AND x.virtual_server_id = ${id} ORDER BY s.user_id_key`,
  );
}

type Counted<T> = Omit<T, 'createdAt' | 'virtualServers' | 'serviceAccounts'> & {
  createdAt: Date;
  virtualServers?: bigint;
  serviceAccounts: bigint;
};

async function selectTenants(db: Db, companyId: string, more: Prisma.Sql): Promise<TenantRecord[]> {
  const rows = await db.$queryRaw<Counted<TenantRecord>[]>`
    SELECT t.id, t.slug, t.name, t.version, t.created_at AS "createdAt",
      (SELECT count(*) FROM (SELECT 1 FROM virtual_server v
        WHERE v.company_id = t.company_id AND v.tenant_id = t.id ${limitTo(MOST_COUNTED + 1)}) v) AS "virtualServers",
      (SELECT count(*) FROM (SELECT 1 FROM service_account_tenant x
        WHERE x.company_id = t.company_id AND x.tenant_id = t.id ${limitTo(MOST_COUNTED + 1)}) x) AS "serviceAccounts"
    FROM tenant t WHERE t.company_id = ${companyId} ${more}`;
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    virtualServers: Number(row.virtualServers),
    serviceAccounts: Number(row.serviceAccounts),
  }));
}

export async function findTenantById(db: Db, companyId: string, id: string): Promise<TenantRecord | null> {
  const [tenant] = await selectTenants(db, companyId, Prisma.sql`AND t.id = ${id}`);
  return tenant ?? null;
}

function named(table: 't' | 'v', query: string): Prisma.Sql {
  if (query === '') return Prisma.empty;
  const pattern = likePattern(query);
  return table === 't'
    ? Prisma.sql`AND (t.slug ILIKE ${pattern} OR t.name ILIKE ${pattern})`
    : Prisma.sql`AND (v.slug ILIKE ${pattern} OR v.name ILIKE ${pattern})`;
}

/** In the order of the slugs, from `place` on: `[slug]`. */
export async function listTenants(
  db: Db,
  companyId: string,
  query: string,
  place: ListPlace | null,
  limit: number,
): Promise<TenantRecord[]> {
  const more = Prisma.sql`${named('t', query)} ${beyond(Prisma.sql`t.slug`, place)} ${limitTo(limit)}`;
  return selectTenants(db, companyId, more);
}

export async function listVirtualServers(
  db: Db,
  scope: { companyId: string; tenantId: string },
  query: string,
  place: ListPlace | null,
  limit: number,
): Promise<VirtualServerRecord[]> {
  const rows = await db.$queryRaw<Counted<VirtualServerRecord>[]>`
    SELECT v.id, v.slug, v.name, v.version, v.created_at AS "createdAt",
      (SELECT count(*) FROM (SELECT 1 FROM service_account_virtual_server x
        WHERE x.company_id = v.company_id AND x.virtual_server_id = v.id ${limitTo(MOST_COUNTED + 1)}) x) AS "serviceAccounts"
    FROM virtual_server v
    WHERE v.company_id = ${scope.companyId} AND v.tenant_id = ${scope.tenantId}
      ${named('v', query)} ${beyond(Prisma.sql`v.slug`, place)} ${limitTo(limit)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    serviceAccounts: Number(row.serviceAccounts),
  }));
}

/** For a field that searches. */
export async function searchTenants(db: Db, companyId: string, query: string, limit: number): Promise<PlaceName[]> {
  return db.$queryRaw<PlaceName[]>`
    SELECT t.id, t.slug, t.name FROM tenant t WHERE t.company_id = ${companyId} ${named('t', query)}
    ORDER BY t.slug ${limitTo(limit)}`;
}

export type ServerChoice = PlaceName & { tenant: PlaceName };

/** The same of virtual servers, each with the tenant that it belongs to. */
export async function searchVirtualServers(
  db: Db,
  companyId: string,
  query: string,
  limit: number,
): Promise<ServerChoice[]> {
  return db.$queryRaw<ServerChoice[]>`
    SELECT v.id, v.slug, v.name, json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) AS tenant
    FROM virtual_server v JOIN tenant t ON t.company_id = v.company_id AND t.id = v.tenant_id
    WHERE v.company_id = ${companyId} ${named('v', query)} ORDER BY v.slug ${limitTo(limit)}`;
}
