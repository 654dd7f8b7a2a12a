import { addGroup } from '@/lib/keys/commands/change-groups';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { deactivateServiceAccount } from '@/lib/service-accounts/commands/deactivate-service-account';
import { addTenant } from '@/lib/service-accounts/commands/tenants';
import { addVirtualServer } from '@/lib/service-accounts/commands/virtual-servers';
import { contextFor, expectOk } from '@/test/support/scene';
import { type ActionCase, ADMINISTRATOR, EVERY_ADMINISTRATOR, type Fields } from './case';
import type { Stage } from './roles';

const by = ({ people, clock }: Stage) => contextFor(people.administrator, clock);

/** A word of its own that may be name, user ID and slug. */
const word = () => newId('grp').toLowerCase().replace('_', '-');

async function companyKey(stage: Stage): Promise<Fields> {
  const owner = { kind: 'COMPANY', id: stage.companyId } as const;
  return { keyId: expectOk(await generateKeyFor(by(stage), owner, { name: newId('key') }, 'ADMINISTRATOR')).id };
}

async function disabledKey(stage: Stage): Promise<Fields> {
  const fields = await companyKey(stage);
  expectOk(await disableKey(by(stage), { keyId: fields['keyId'] ?? '' }, 'ADMINISTRATOR'));
  return fields;
}

async function renewableKey(stage: Stage): Promise<Fields> {
  await database().keyPolicy.updateMany({ data: { allowsRenew: true } });
  return companyKey(stage);
}

async function group(stage: Stage): Promise<Fields> {
  const made = await addGroup(by(stage), { name: 'Storefront', audience: 'BUSINESS_PROFILE' });
  return { groupId: expectOk(made).id };
}

export async function makeAccount(stage: Stage): Promise<Fields> {
  const input = { userId: word(), name: 'Carrier sync', tenants: [], virtualServers: [] };
  return { serviceAccountId: expectOk(await addServiceAccount(by(stage), input)).id };
}

async function deactivated(stage: Stage): Promise<Fields> {
  const fields = await makeAccount(stage);
  expectOk(await deactivateServiceAccount(by(stage), { serviceAccountId: fields['serviceAccountId'] ?? '' }));
  return fields;
}

export async function makeTenant(stage: Stage): Promise<Fields> {
  return { tenantId: expectOk(await addTenant(by(stage), { name: 'Retail', slug: word() })).id };
}

export async function makeServer(stage: Stage): Promise<Fields> {
  const { tenantId = '' } = await makeTenant(stage);
  return { virtualServerId: expectOk(await addVirtualServer(by(stage), { tenantId, name: 'East', slug: word() })).id };
}

const mine = (fields: ActionCase['fields']): ActionCase => ({ fields, may: ADMINISTRATOR });
const own = (fields: ActionCase['fields']): ActionCase => ({ fields, may: EVERY_ADMINISTRATOR });
const withMore =
  (fields: (stage: Stage) => Promise<Fields>, more: () => Fields) =>
  async (stage: Stage): Promise<Fields> => ({ ...(await fields(stage)), ...more() });

/** The pages of keys that belong to no person, of service accounts, and of tenants. */
export const DESK_CASES: Record<string, ActionCase> = {
  'desk-keys/generate-for-account': mine(withMore(makeAccount, () => ({ name: 'Sync' }))),
  'desk-keys/add': own(() => ({ name: newId('key'), audience: 'CLIENT' })),
  'desk-keys/regenerate': mine(companyKey),
  'desk-keys/disable': mine(companyKey),
  'desk-keys/activate': mine(disabledKey),
  'desk-keys/renew': mine(renewableKey),
  'desk-keys/edit': mine(withMore(companyKey, () => ({ name: 'Ledger' }))),
  'desk-keys/delete': mine(companyKey),
  'desk-keys/group': mine(withMore(companyKey, () => ({ groupId: '' }))),
  'key-groups/add': own(() => ({ name: 'Partners', audience: 'CLIENT' })),
  'key-groups/rename': mine(withMore(group, () => ({ was: 'Storefront', name: 'Shop' }))),
  'key-groups/delete': mine(group),
  'service-accounts/add': own(() => ({ userId: word(), name: 'Carrier sync' })),
  'service-accounts/edit': mine(withMore(makeAccount, () => ({ version: '1', name: 'Ledger' }))),
  'service-accounts/deactivate': mine(makeAccount),
  'service-accounts/reactivate': mine(deactivated),
  'service-accounts/stopping-keys': mine(makeAccount),
  'tenants/add': own(() => ({ name: 'Retail', slug: word() })),
  'tenants/rename': mine(withMore(makeTenant, () => ({ version: '1', name: 'Wholesale', slug: word() }))),
  'tenants/delete': mine(makeTenant),
  'virtual-servers/add': mine(withMore(makeTenant, () => ({ name: 'East', slug: word() }))),
  'virtual-servers/rename': mine(withMore(makeServer, () => ({ version: '1', name: 'West', slug: word() }))),
  'virtual-servers/delete': mine(makeServer),
};
