import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { type ListPage, type ListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import type { PlaceName, ServiceAccountRecord, TenantRecord, VirtualServerRecord } from './dto';
import {
  type AccountChoice,
  type AccountFilter,
  countServiceAccounts,
  findServiceAccount,
  listServiceAccounts,
  searchServiceAccounts,
  userIdPlace,
} from './store';
import {
  findTenantById,
  listTenants,
  listVirtualServers,
  type ServerChoice,
  searchTenants,
  searchVirtualServers,
} from './store-tenants';

export type { AccountFilter } from './store';

/** More than these nobody reads in a list that shrinks with each letter. */
const MOST_CHOICES = 20;

/** The company that the actor may look at in this way; null for whoever may not. */
function readable({ actor }: Ctx, action: 'service-account.read' | 'tenant.read'): string | null {
  if (actor.kind !== 'person') return null;
  return can(actor, { action, companyId: actor.companyId }) ? actor.companyId : null;
}

export type AccountPage = { page: ListPage<ServiceAccountRecord>; count: number; now: Instant };

/** A page of the company's service accounts in the order of their user IDs; null for whoever may not see them. */
export async function findServiceAccounts(
  ctx: Ctx,
  filter: AccountFilter,
  place: ListPlace | null,
): Promise<AccountPage | null> {
  const companyId = readable(ctx, 'service-account.read');
  if (companyId === null) return null;
  const [found, count] = await Promise.all([
    listServiceAccounts(ctx.db, companyId, filter, place, ROWS_ON_PAGE + 1),
    countServiceAccounts(ctx.db, companyId, filter),
  ]);
  const page = takePage(found, ROWS_ON_PAGE, place, ({ userId }) => [userIdPlace(userId)]);
  return { page, count, now: ctx.clock.now() };
}

/** One of the company's service accounts; null also for whoever may not see it. */
export async function findOneServiceAccount(ctx: Ctx, id: string): Promise<ServiceAccountRecord | null> {
  const companyId = readable(ctx, 'service-account.read');
  return companyId === null ? null : findServiceAccount(ctx.db, companyId, id);
}

/** Active service accounts for a field that searches; null for whoever may not see them. */
export async function findAccountChoices(ctx: Ctx, query: string): Promise<AccountChoice[] | null> {
  const companyId = readable(ctx, 'service-account.read');
  return companyId === null ? null : searchServiceAccounts(ctx.db, companyId, query, MOST_CHOICES);
}

export type TenantListPage = { page: ListPage<TenantRecord>; now: Instant };

/** A page of the company's tenants in the order of their slugs; null for whoever may not see them. */
export async function findTenants(ctx: Ctx, query: string, place: ListPlace | null): Promise<TenantListPage | null> {
  const companyId = readable(ctx, 'tenant.read');
  if (companyId === null) return null;
  const found = await listTenants(ctx.db, companyId, query, place, ROWS_ON_PAGE + 1);
  return { page: takePage(found, ROWS_ON_PAGE, place, ({ slug }) => [slug]), now: ctx.clock.now() };
}

export type TenantPage = { tenant: TenantRecord; page: ListPage<VirtualServerRecord>; now: Instant };

/** A tenant with a page of its virtual servers; null where there is none of that id, and for whoever may not see it. */
export async function findTenant(
  ctx: Ctx,
  tenantId: string,
  query: string,
  place: ListPlace | null,
): Promise<TenantPage | null> {
  const companyId = readable(ctx, 'tenant.read');
  if (companyId === null) return null;
  const [tenant, found] = await Promise.all([
    findTenantById(ctx.db, companyId, tenantId),
    listVirtualServers(ctx.db, { companyId, tenantId }, query, place, ROWS_ON_PAGE + 1),
  ]);
  if (tenant === null) return null;
  return { tenant, page: takePage(found, ROWS_ON_PAGE, place, ({ slug }) => [slug]), now: ctx.clock.now() };
}

/** Tenants for a field that searches; null for whoever may not see them. */
export async function findTenantChoices(ctx: Ctx, query: string): Promise<PlaceName[] | null> {
  const companyId = readable(ctx, 'tenant.read');
  return companyId === null ? null : searchTenants(ctx.db, companyId, query, MOST_CHOICES);
}

/** Virtual servers for a field that searches; null for whoever may not see them. */
export async function findServerChoices(ctx: Ctx, query: string): Promise<ServerChoice[] | null> {
  const companyId = readable(ctx, 'tenant.read');
  return companyId === null ? null : searchVirtualServers(ctx.db, companyId, query, MOST_CHOICES);
}
