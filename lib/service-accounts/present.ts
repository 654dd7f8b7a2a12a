import { countText } from '@/lib/kernel/count-text';
import type { Instant } from '@/lib/kernel/instant';
import { pastTimeText } from '@/lib/kernel/time-text';
import type { PlaceName, ServiceAccountRecord, TenantRecord, VirtualServerRecord } from './dto';
import type { AccountPage, TenantListPage, TenantPage } from './queries';
import type {
  ChoiceView,
  ServiceAccountListView,
  ServiceAccountView,
  TenantListView,
  TenantPageView,
  TenantView,
  VirtualServerView,
} from './view';

/** `counted(1, 'key')` is "1 key", `counted(12_000, 'key')` is "10,000+ keys". */
function counted(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${countText(count)} ${one}s`;
}

export function presentAccounts({ page, count, now }: AccountPage, readerZone: string): ServiceAccountListView {
  const { rows, previous, next } = page;
  return {
    accounts: rows.map((account) => presentAccount(account, now, readerZone)),
    previous,
    next,
    count: counted(count, 'service account'),
  };
}

function presentAccount(account: ServiceAccountRecord, now: Instant, zone: string): ServiceAccountView {
  const { id, version, userId, name, deactivatedAt } = account;
  return {
    id,
    version,
    userId,
    name,
    isActive: deactivatedAt === null,
    state:
      deactivatedAt === null
        ? { label: 'Active', tone: 'ok', mark: 'dot' }
        : { label: 'Deactivated', tone: 'idle', mark: 'half' },
    deactivated: deactivatedAt === null ? null : pastTimeText(deactivatedAt, now, zone),
    created: pastTimeText(account.createdAt, now, zone),
    tenants: account.tenants.map(presentChoice),
    virtualServers: account.virtualServers.map((server) => ({ ...presentChoice(server), tenantId: server.tenantId })),
    keys: counted(account.keys, 'key'),
  };
}

export function presentChoice({ id, slug, name }: PlaceName): ChoiceView {
  return { id, label: slug, detail: name };
}

export function presentTenants(
  { page: { rows, previous, next }, now }: TenantListPage,
  readerZone: string,
): TenantListView {
  return { tenants: rows.map((tenant) => presentTenant(tenant, now, readerZone)), previous, next };
}

export function presentTenantPage({ tenant, page, now }: TenantPage, readerZone: string): TenantPageView {
  return {
    tenant: presentTenant(tenant, now, readerZone),
    virtualServers: page.rows.map((server) => presentNamed(server, now, readerZone)),
    previous: page.previous,
    next: page.next,
  };
}

function presentTenant(tenant: TenantRecord, now: Instant, zone: string): TenantView {
  return { ...presentNamed(tenant, now, zone), virtualServers: counted(tenant.virtualServers, 'virtual server') };
}

function presentNamed(
  { id, version, slug, name, createdAt, serviceAccounts }: TenantRecord | VirtualServerRecord,
  now: Instant,
  zone: string,
): VirtualServerView {
  return {
    id,
    version,
    slug,
    name,
    serviceAccounts: counted(serviceAccounts, 'service account'),
    created: pastTimeText(createdAt, now, zone),
  };
}
