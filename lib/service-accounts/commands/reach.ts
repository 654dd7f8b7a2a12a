import { fail, ok, type Result } from '@/lib/kernel/result';
import type { PlaceName, ReachedServer } from '../dto';
import { lockTenants, lockVirtualServers } from '../store';
import type { Scene } from './administer';

export type Reach = { tenants: PlaceName[]; virtualServers: ReachedServer[] };
type Chosen = { tenants: readonly string[]; virtualServers: readonly string[] };

/**
 * What the chosen ids reach. A virtual server brings its tenant along, so that a gateway that names both is not refused for
 * the half that nobody thought of (docs/decisions).
 */
export async function lockReach(
  { tx, companyId }: Scene,
  chosen: Chosen,
): Promise<Result<Reach, { code: 'TENANT_GONE' } | { code: 'VIRTUAL_SERVER_GONE' }>> {
  // A virtual server keeps its tenant in place; the tenants are locked first, as everywhere.
  const named = await lockTenants(tx, companyId, chosen.tenants);
  if (named.length < chosen.tenants.length) return fail({ code: 'TENANT_GONE' });
  const virtualServers = await lockVirtualServers(tx, companyId, chosen.virtualServers);
  if (virtualServers.length < chosen.virtualServers.length) return fail({ code: 'VIRTUAL_SERVER_GONE' });
  const ids = new Set([...chosen.tenants, ...virtualServers.map(({ tenantId }) => tenantId)]);
  return ok({ tenants: await lockTenants(tx, companyId, [...ids]), virtualServers });
}

/** As the audit keeps it: by the slugs that gateways ask for. */
export function auditReach({ tenants, virtualServers }: Reach): { tenants: string[]; virtualServers: string[] } {
  return { tenants: tenants.map(({ slug }) => slug), virtualServers: virtualServers.map(({ slug }) => slug) };
}
