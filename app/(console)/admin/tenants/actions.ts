'use server';

import { addTenant, deleteTenant, renameTenant } from '@/lib/service-accounts/commands/tenants';
import {
  addVirtualServer,
  deleteVirtualServer,
  renameVirtualServer,
} from '@/lib/service-accounts/commands/virtual-servers';
import {
  addTenantSchema,
  addVirtualServerSchema,
  renameTenantSchema,
  renameVirtualServerSchema,
  tenantSchema,
  virtualServerSchema,
} from '@/lib/service-accounts/schemas';
import { tenantErrorWords } from '@/lib/service-accounts/words';
import { defineAction } from '@/lib/web/define-action';

const common = { by: 'administrator', words: tenantErrorWords, revalidate: '/admin/tenants' } as const;
/** What is new is reached by no key yet. */
const harmless = { ...common, access: 'signed-in' } as const;
/** Another slug changes verdicts. */
const guarded = { ...common, access: 'fresh-mfa' } as const;

export const addTenantAction = defineAction({
  ...harmless,
  name: 'tenants/add',
  schema: addTenantSchema,
  run: addTenant,
});

export const renameTenantAction = defineAction({
  ...guarded,
  name: 'tenants/rename',
  schema: renameTenantSchema,
  run: renameTenant,
});

export const deleteTenantAction = defineAction({
  ...guarded,
  name: 'tenants/delete',
  schema: tenantSchema,
  run: deleteTenant,
});

export const addVirtualServerAction = defineAction({
  ...harmless,
  name: 'virtual-servers/add',
  schema: addVirtualServerSchema,
  run: addVirtualServer,
});

export const renameVirtualServerAction = defineAction({
  ...guarded,
  name: 'virtual-servers/rename',
  schema: renameVirtualServerSchema,
  run: renameVirtualServer,
});

export const deleteVirtualServerAction = defineAction({
  ...guarded,
  name: 'virtual-servers/delete',
  schema: virtualServerSchema,
  run: deleteVirtualServer,
});
