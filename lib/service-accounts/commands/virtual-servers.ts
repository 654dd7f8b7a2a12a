import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { newId } from '@/lib/platform/random';
import type { ChangedPlace } from '../dto';
import type { TenantError } from '../errors';
import type { AddVirtualServerInput, RenameVirtualServerInput, VirtualServerInput } from '../schemas';
import { lockTenants } from '../store';
import {
  accountsReachingServer,
  deleteVirtualServerRow,
  insertVirtualServer,
  lockVirtualServer,
  renameVirtualServer as putServerNames,
} from '../store-tenants';
import { administer } from './administer';
import { withFreeSlug } from './free-slug';

/** Makes a virtual server of a tenant that no key reaches yet. */
export async function addVirtualServer(
  ctx: Ctx,
  { tenantId, name, slug }: AddVirtualServerInput,
): Promise<Result<ChangedPlace, TenantError>> {
  return withFreeSlug(slug, () =>
    administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
      const [tenant] = await lockTenants(tx, companyId, [tenantId]);
      if (tenant === undefined) return fail({ code: 'NOT_FOUND' });
      const id = newId('vsr');
      await insertVirtualServer(tx, { id, companyId, tenantId, name, slug, createdAt: now });
      await recordAudit(tx, ctx, companyId, now, {
        kind: 'virtual_server.created',
        after: { virtualServer: id, tenant: tenant.slug, name, slug },
      });
      return ok({ id, name });
    }),
  );
}

export async function renameVirtualServer(
  ctx: Ctx,
  { virtualServerId, version, name, slug }: RenameVirtualServerInput,
): Promise<Result<ChangedPlace, TenantError>> {
  return withFreeSlug(slug, () =>
    administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
      const server = await lockVirtualServer(tx, companyId, virtualServerId);
      if (server === null) return fail({ code: 'NOT_FOUND' });
      const applied = await putServerNames(tx, companyId, { id: virtualServerId, version, name, slug });
      if (!applied) return fail({ code: 'CONFLICT' });
      const fixed = { virtualServer: virtualServerId, tenant: server.tenantSlug };
      await recordAudit(tx, ctx, companyId, now, {
        kind: 'virtual_server.renamed',
        before: { ...fixed, name: server.name, slug: server.slug },
        after: { ...fixed, name, slug },
      });
      return ok({ id: virtualServerId, name });
    }),
  );
}

/** Only where no service account reaches it, so that no key loses anything by it. */
export async function deleteVirtualServer(
  ctx: Ctx,
  { virtualServerId }: VirtualServerInput,
): Promise<Result<ChangedPlace, TenantError>> {
  return administer<ChangedPlace, TenantError>(ctx, 'tenant.change', async ({ tx, now, companyId }) => {
    const server = await lockVirtualServer(tx, companyId, virtualServerId);
    if (server === null) return fail({ code: 'NOT_FOUND' });
    const { name, slug, tenantSlug } = server;
    const serviceAccounts = await accountsReachingServer(tx, companyId, virtualServerId);
    if (serviceAccounts.count > 0) {
      return fail({ code: 'IN_USE', name, virtualServers: { names: [], count: 0 }, serviceAccounts });
    }
    await deleteVirtualServerRow(tx, companyId, virtualServerId);
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'virtual_server.deleted',
      before: { virtualServer: virtualServerId, tenant: tenantSlug, name, slug },
    });
    return ok({ id: virtualServerId, name });
  });
}
