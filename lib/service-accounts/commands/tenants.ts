import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { newId } from '@/lib/platform/random';
import type { ChangedPlace } from '../dto';
import type { TenantError } from '../errors';
import type { AddTenantInput, RenameTenantInput, TenantInput } from '../schemas';
import {
  accountsReachingTenant,
  deleteTenantRow,
  insertTenant,
  lockTenant,
  renameTenant as putTenantNames,
  serversOfTenant,
} from '../store-tenants';
import { administer } from './administer';
import { withFreeSlug } from './free-slug';

/** Makes a tenant that no key reaches yet. */
export async function addTenant(ctx: Ctx, { name, slug }: AddTenantInput): Promise<Result<ChangedPlace, TenantError>> {
  return withFreeSlug(slug, () =>
    administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
      const id = newId('tnt');
      await insertTenant(tx, { id, companyId, name, slug, createdAt: now });
      await recordAudit(tx, ctx, companyId, now, { kind: 'tenant.created', after: { tenant: id, name, slug } });
      return ok({ id, name });
    }),
  );
}

/** Another name, which nobody but people reads, or another slug, which gateways ask for. */
export async function renameTenant(
  ctx: Ctx,
  { tenantId, version, name, slug }: RenameTenantInput,
): Promise<Result<ChangedPlace, TenantError>> {
  return withFreeSlug(slug, () =>
    administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
      const tenant = await lockTenant(tx, companyId, tenantId);
      if (tenant === null) return fail({ code: 'NOT_FOUND' });
      const applied = await putTenantNames(tx, companyId, { id: tenantId, version, name, slug });
      if (!applied) return fail({ code: 'CONFLICT' });
      await recordAudit(tx, ctx, companyId, now, {
        kind: 'tenant.renamed',
        before: { tenant: tenantId, name: tenant.name, slug: tenant.slug },
        after: { tenant: tenantId, name, slug },
      });
      return ok({ id: tenantId, name });
    }),
  );
}

/** Only where no virtual server and no service account hangs on it, so that no key loses anything by it. */
export async function deleteTenant(ctx: Ctx, { tenantId }: TenantInput): Promise<Result<ChangedPlace, TenantError>> {
  return administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
    const tenant = await lockTenant(tx, companyId, tenantId);
    if (tenant === null) return fail({ code: 'NOT_FOUND' });
    const { name, slug } = tenant;
    const virtualServers = await serversOfTenant(tx, companyId, tenantId);
    const serviceAccounts = await accountsReachingTenant(tx, companyId, tenantId);
    if (virtualServers.count + serviceAccounts.count > 0) {
      return fail({ code: 'IN_USE', name, virtualServers, serviceAccounts });
    }
    await deleteTenantRow(tx, companyId, tenantId);
    await recordAudit(tx, ctx, companyId, now, { kind: 'tenant.deleted', before: { tenant: tenantId, name, slug } });
    return ok({ id: tenantId, name });
  });
}
