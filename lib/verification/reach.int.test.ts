import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey, generateKeyFor } from '@/lib/keys/commands/generate-key';
import type { Ctx } from '@/lib/platform/context';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import {
  deactivateServiceAccount,
  reactivateServiceAccount,
} from '@/lib/service-accounts/commands/deactivate-service-account';
import { editServiceAccount } from '@/lib/service-accounts/commands/edit-service-account';
import { addTenant, renameTenant } from '@/lib/service-accounts/commands/tenants';
import { addVirtualServer } from '@/lib/service-accounts/commands/virtual-servers';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { askVerifier, startTestVerifier } from './test-verifier';

/** From the command that an administrator runs to the answer that a gateway gets. */

const clock = new FixedClock('2026-11-18T16:42:00Z');
let administrator: Ctx;
let companyId: string;
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;
let tenants: { retail: string; wholesale: string };
let servers: { east: string; west: string };

beforeAll(async () => {
  companyId = await makeCompany(clock);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  const tenant = async (slug: string) => expectOk(await addTenant(administrator, { name: slug, slug })).id;
  tenants = { retail: await tenant('retail'), wholesale: await tenant('wholesale') };
  const server = async (slug: string) =>
    expectOk(await addVirtualServer(administrator, { tenantId: tenants.retail, name: slug, slug })).id;
  servers = { east: await server('east-1'), west: await server('west-1') };
  verifier = await startTestVerifier({ clock });
});
afterAll(() => verifier.stop());

const ask = async (key: string, asked: Record<string, string> = {}) =>
  (await askVerifier(verifier.url, { key, ...asked })).body;
const codeOf = async (key: string, asked: Record<string, string> = {}) => (await ask(key, asked))['code'];

async function accountKey(userId: string, reach: { tenants: string[]; virtualServers: string[] }) {
  const { id } = expectOk(await addServiceAccount(administrator, { userId, name: 'Carrier sync', ...reach }));
  const owner = { kind: 'SERVICE_ACCOUNT', id } as const;
  const { key } = expectOk(await generateKeyFor(administrator, owner, { name: 'Sync' }, 'ADMINISTRATOR'));
  return { id, key };
}

describe('a key of a service account', () => {
  it('answers with the user ID, and with what the account reaches', async () => {
    const { id, key } = await accountKey('svc.answer', {
      tenants: [tenants.wholesale],
      virtualServers: [servers.east],
    });
    expect(await ask(key)).toMatchObject({
      valid: true,
      owner: { type: 'service_account', id, userId: 'svc.answer' },
      tenants: ['retail', 'wholesale'],
      virtualServers: ['east-1'],
    });
  });

  it('is decided by what is listed, each for itself', async () => {
    const { key } = await accountKey('svc.lists', { tenants: [tenants.wholesale], virtualServers: [servers.east] });
    expect(await codeOf(key, { tenant: 'wholesale' })).toBe('VALID');
    expect(await codeOf(key, { tenant: 'retail', virtualServer: 'east-1' })).toBe('VALID');
    expect(await codeOf(key, { virtualServer: 'west-1' })).toBe('RESOURCE_DENIED');
    expect(await codeOf(key, { tenant: 'retail', virtualServer: 'west-1' })).toBe('RESOURCE_DENIED');
    expect(await codeOf(key, { tenant: 'nowhere', virtualServer: 'east-1' })).toBe('RESOURCE_DENIED');
  });

  it('reaches no server of a tenant that is reached, and nothing where nothing was chosen', async () => {
    const { key } = await accountKey('svc.tenant', { tenants: [tenants.retail], virtualServers: [] });
    expect(await codeOf(key, { tenant: 'retail' })).toBe('VALID');
    expect(await codeOf(key, { virtualServer: 'east-1' })).toBe('RESOURCE_DENIED');
    const none = await accountKey('svc.none', { tenants: [], virtualServers: [] });
    expect(await codeOf(none.key)).toBe('VALID');
    expect(await codeOf(none.key, { tenant: 'retail' })).toBe('RESOURCE_DENIED');
  });

  it('reaches something else from the next call on', async () => {
    const { id, key } = await accountKey('svc.edit', { tenants: [tenants.retail], virtualServers: [] });
    const reach = { tenants: [tenants.wholesale], virtualServers: [] };
    expectOk(await editServiceAccount(administrator, { serviceAccountId: id, version: 1, name: 'x', ...reach }));
    expect(await codeOf(key, { tenant: 'retail' })).toBe('RESOURCE_DENIED');
    expect(await codeOf(key, { tenant: 'wholesale' })).toBe('VALID');
  });

  it('is asked for by the new slug alone, once a tenant is renamed', async () => {
    const moving = expectOk(await addTenant(administrator, { name: 'Moving', slug: 'moving' })).id;
    const { key } = await accountKey('svc.rename', { tenants: [moving], virtualServers: [] });
    expect(await codeOf(key, { tenant: 'moving' })).toBe('VALID');
    expectOk(await renameTenant(administrator, { tenantId: moving, version: 1, name: 'Moved', slug: 'moved' }));
    expect(await codeOf(key, { tenant: 'moving' })).toBe('RESOURCE_DENIED');
    expect(await codeOf(key, { tenant: 'moved' })).toBe('VALID');
  });

  it('is OWNER_INACTIVE as long as the account is deactivated, whatever is asked', async () => {
    const { id, key } = await accountKey('svc.off', { tenants: [tenants.retail], virtualServers: [] });
    expectOk(await deactivateServiceAccount(administrator, { serviceAccountId: id }));
    expect(await codeOf(key)).toBe('OWNER_INACTIVE');
    expect(await codeOf(key, { tenant: 'nowhere' })).toBe('OWNER_INACTIVE');
    expectOk(await reactivateServiceAccount(administrator, { serviceAccountId: id }));
    expect(await codeOf(key, { tenant: 'retail' })).toBe('VALID');
  });
});

describe('a key that is no service account’s', () => {
  it('of the company says so, and reaches no tenant', async () => {
    const owner = { kind: 'COMPANY', id: companyId } as const;
    const { key } = expectOk(await generateKeyFor(administrator, owner, { name: 'Feed' }, 'ADMINISTRATOR'));
    expect(await ask(key)).toMatchObject({
      owner: { type: 'company', id: companyId },
      tenants: [],
      virtualServers: [],
    });
    expect(await codeOf(key, { tenant: 'retail' })).toBe('RESOURCE_DENIED');
  });

  it('of a person reaches none either', async () => {
    const { key } = expectOk(await generateKey(administrator, { name: 'Mine' }));
    expect(await codeOf(key)).toBe('VALID');
    expect(await codeOf(key, { virtualServer: 'east-1' })).toBe('RESOURCE_DENIED');
  });
});

describe('a publishable key', () => {
  it('is presented as a key and never as a pair, and every refusal of it reads NOT_FOUND', async () => {
    const owner = { kind: 'COMPANY', id: companyId } as const;
    const input = { name: 'Store locator', audience: 'CLIENT' } as const;
    const { key, accessKey } = expectOk(await generateKeyFor(administrator, owner, input, 'ADMINISTRATOR'));
    // Nothing is ticked for it yet, so that it permits nothing.
    for (const asked of [{}, { audience: 'business_profile' }, { tenant: 'retail' }]) {
      expect(await ask(key, asked)).toEqual({ valid: false, code: 'NOT_FOUND', requestId: expect.any(String) });
    }
    const pair = await askVerifier(verifier.url, { accessKey, accessSecret: '0'.repeat(49) });
    expect(pair.body['code']).toBe('MALFORMED');
    expect(await codeOf(`${key.slice(0, -1)}!`)).toBe('MALFORMED');
  });
});
