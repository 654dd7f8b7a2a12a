import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChains } from '@/lib/audit/verify';
import type { PersonActor } from '@/lib/authz/actor';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { addServiceAccount } from './commands/add-service-account';
import { deactivateServiceAccount, reactivateServiceAccount } from './commands/deactivate-service-account';
import { editServiceAccount } from './commands/edit-service-account';
import { addTenant, deleteTenant, renameTenant } from './commands/tenants';
import { addVirtualServer, deleteVirtualServer } from './commands/virtual-servers';
import {
  findAccountChoices,
  findOneServiceAccount,
  findServerChoices,
  findServiceAccounts,
  findTenantChoices,
} from './queries';
import { addServiceAccountSchema, addTenantSchema, MOST_REACHED } from './schemas';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let priya: PersonActor;

beforeEach(async () => {
  companyId = await makeCompany(clock);
  priya = await makePerson(clock, companyId, { isAdministrator: true });
});

const as = (actor: PersonActor | { kind: 'anonymous' } = priya) => contextFor(actor, clock);
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;
const NOTHING = { tenants: [], virtualServers: [] };
const add = async (userId: string, reach: { tenants: string[]; virtualServers: string[] } = NOTHING) =>
  expectOk(await addServiceAccount(as(), { userId, name: 'Carrier sync', ...reach })).id;
const tenant = async (slug: string) => expectOk(await addTenant(as(), { slug, name: slug })).id;
const server = async (tenantId: string, slug: string) =>
  expectOk(await addVirtualServer(as(), { tenantId, slug, name: slug })).id;
const stored = async (id: string) => {
  const account = await findOneServiceAccount(as(), id);
  if (account === null) throw new Error('no such account');
  return account;
};
const newestEvent = () =>
  database().auditEvent.findFirstOrThrow({ where: { chain: companyId }, orderBy: { seq: 'desc' } });
const countEvents = () => database().auditEvent.count({ where: { chain: companyId } });

/** Whom nothing here is for. */
async function others(): Promise<PersonActor[]> {
  return [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
    await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
  ];
}

describe('adding a service account', () => {
  test('stores what it reaches, and the audit names its user ID', async () => {
    const alpha = await tenant('alpha');
    const east = await server(alpha, 'east-1');
    const id = await add('svc.carrier', { tenants: [alpha], virtualServers: [east] });
    expect(await stored(id)).toMatchObject({
      userId: 'svc.carrier',
      tenants: [{ slug: 'alpha' }],
      virtualServers: [{ slug: 'east-1', tenantId: alpha }],
      deactivatedAt: null,
    });
    const event = await newestEvent();
    expect(event).toMatchObject({ kind: 'service_account.created', serviceAccountUserId: 'svc.carrier' });
    expect(JSON.parse(event.body)).toMatchObject({ after: { tenants: ['alpha'], virtualServers: ['east-1'] } });
  });

  test('a virtual server brings its tenant along', async () => {
    const east = await server(await tenant('alpha'), 'east-1');
    const id = await add('svc.carrier', { tenants: [], virtualServers: [east] });
    expect((await stored(id)).tenants).toMatchObject([{ slug: 'alpha' }]);
  });

  test('a user ID is one account’s in any case, and of eight at once exactly one is made', async () => {
    await add('svc.carrier');
    const again = await addServiceAccount(as(), { userId: 'SVC.Carrier', name: 'x', ...NOTHING });
    expect(codeOf(again)).toBe('USER_ID_TAKEN');
    const both = Array.from({ length: 8 }, () => addServiceAccount(as(), { userId: 'svc.8', name: 'x', ...NOTHING }));
    expect((await Promise.all(both)).filter((result) => result.ok)).toHaveLength(1);
    const elsewhere = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expectOk(await addServiceAccount(as(elsewhere), { userId: 'svc.carrier', name: 'x', ...NOTHING }));
  });

  test('what is another company’s, or gone, cannot be chosen', async () => {
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    const theirs = expectOk(await addTenant(as(stranger), { slug: 'theirs', name: 'Theirs' })).id;
    const server = expectOk(await addVirtualServer(as(stranger), { tenantId: theirs, slug: 'vs', name: 'VS' })).id;
    const choose = (reach: typeof NOTHING | { tenants: string[]; virtualServers: string[] }) =>
      addServiceAccount(as(), { userId: 'svc.carrier', name: 'x', ...reach });
    expect(codeOf(await choose({ tenants: [theirs], virtualServers: [] }))).toBe('TENANT_GONE');
    expect(codeOf(await choose({ tenants: [], virtualServers: [server] }))).toBe('VIRTUAL_SERVER_GONE');
    expect(await database().serviceAccount.count({ where: { companyId } })).toBe(0);
  });

  test('is not found for a member, an administrator without MFA, and one of another company’s tenants', async () => {
    for (const other of (await others()).slice(0, 2)) {
      expect(codeOf(await addServiceAccount(as(other), { userId: 'x', name: 'x', ...NOTHING }))).toBe('NOT_FOUND');
      expect(codeOf(await addTenant(as(other), { slug: 'x', name: 'x' }))).toBe('NOT_FOUND');
    }
    expect(codeOf(await addServiceAccount(as({ kind: 'anonymous' }), { userId: 'x', name: 'x', ...NOTHING }))).toBe(
      'NOT_FOUND',
    );
    expect(await countEvents()).toBe(0);
  });

  test('an administrator who was unmade since the page was read does nothing', async () => {
    await database().person.update({ where: { id: priya.id }, data: { isAdministrator: false } });
    expect(codeOf(await addServiceAccount(as(), { userId: 'x', name: 'x', ...NOTHING }))).toBe('NOT_FOUND');
  });
});

describe('editing', () => {
  test('puts name and reach in place of what there was, and says both to the audit', async () => {
    const [alpha, beta] = [await tenant('alpha'), await tenant('beta')];
    const id = await add('svc.carrier', { tenants: [alpha], virtualServers: [] });
    const { version } = await stored(id);
    const change = { serviceAccountId: id, version, name: 'Ledger', tenants: [beta], virtualServers: [] };
    expectOk(await editServiceAccount(as(), change));
    expect(await stored(id)).toMatchObject({ name: 'Ledger', tenants: [{ slug: 'beta' }], version: version + 1 });
    expect(JSON.parse((await newestEvent()).body)).toMatchObject({
      kind: 'service_account.edited',
      before: { name: 'Carrier sync', tenants: ['alpha'] },
      after: { name: 'Ledger', tenants: ['beta'] },
    });
  });

  test('of two who saw the same page exactly one saves', async () => {
    const id = await add('svc.carrier');
    for (let round = 0; round < 5; round += 1) {
      const { version } = await stored(id);
      const save = (name: string) => editServiceAccount(as(), { serviceAccountId: id, version, name, ...NOTHING });
      const results = await Promise.all([save('One'), save('Two')]);
      expect(results.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
    }
  });

  test('is not found for strangers, and nothing changes', async () => {
    const id = await add('svc.carrier');
    const before = await stored(id);
    for (const other of await others()) {
      const change = { serviceAccountId: id, version: 1, name: 'Mine', ...NOTHING };
      expect(codeOf(await editServiceAccount(as(other), change))).toBe('NOT_FOUND');
      expect(codeOf(await deactivateServiceAccount(as(other), { serviceAccountId: id }))).toBe('NOT_FOUND');
      expect(codeOf(await reactivateServiceAccount(as(other), { serviceAccountId: id }))).toBe('NOT_FOUND');
    }
    expect(await stored(id)).toEqual(before);
  });
});

describe('deactivating', () => {
  test('is taken back by reactivating; of two at once exactly one wins', async () => {
    const id = await add('svc.carrier');
    const input = { serviceAccountId: id };
    for (let round = 0; round < 5; round += 1) {
      const off = await Promise.all([deactivateServiceAccount(as(), input), deactivateServiceAccount(as(), input)]);
      expect(off.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
      expect((await stored(id)).deactivatedAt).not.toBeNull();
      const on = await Promise.all([reactivateServiceAccount(as(), input), reactivateServiceAccount(as(), input)]);
      expect(on.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
      expect((await stored(id)).deactivatedAt).toBeNull();
    }
    expect(await newestEvent()).toMatchObject({
      kind: 'service_account.reactivated',
      serviceAccountUserId: 'svc.carrier',
    });
  });

  test('against a key that is being made: the key is there before, or is not made', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await add(`svc.${round}`);
      const owner = { kind: 'SERVICE_ACCOUNT', id } as const;
      const [made, stopped] = await Promise.all([
        generateKeyFor(as(), owner, { name: 'Sync' }, 'ADMINISTRATOR'),
        deactivateServiceAccount(as(), { serviceAccountId: id }),
      ]);
      expect(codeOf(stopped)).toBe('ok');
      expect(['ok', 'OWNER_INACTIVE']).toContain(codeOf(made));
      expect(await database().apiKey.count({ where: { ownerId: id } })).toBe(made.ok ? 1 : 0);
    }
  });
});

describe('a tenant', () => {
  test('has a slug of its own in the company, also when renamed', async () => {
    const alpha = await tenant('alpha');
    await tenant('beta');
    expect(codeOf(await addTenant(as(), { slug: 'alpha', name: 'x' }))).toBe('SLUG_TAKEN');
    const rename = (slug: string, version = 1) => renameTenant(as(), { tenantId: alpha, version, name: 'A', slug });
    expect(codeOf(await rename('beta'))).toBe('SLUG_TAKEN');
    expect(codeOf(await rename('gamma'))).toBe('ok');
    expect(codeOf(await rename('delta'))).toBe('CONFLICT');
    expect(JSON.parse((await newestEvent()).body)).toMatchObject({
      before: { slug: 'alpha' },
      after: { slug: 'gamma' },
    });
    const twice = ['one', 'one'].map((slug) => addTenant(as(), { slug, name: 'x' }));
    expect((await Promise.all(twice)).map(codeOf).sort()).toEqual(['SLUG_TAKEN', 'ok']);
  });

  test('is deleted where nothing hangs on it, and the refusal names what does', async () => {
    const alpha = await tenant('alpha');
    const east = await server(alpha, 'east-1');
    const id = await add('svc.carrier', { tenants: [], virtualServers: [east] });
    expect(await deleteTenant(as(), { tenantId: alpha })).toMatchObject({
      ok: false,
      error: {
        code: 'IN_USE',
        virtualServers: { names: ['east-1'], count: 1 },
        serviceAccounts: { names: ['svc.carrier'], count: 1 },
      },
    });
    expect(await deleteVirtualServer(as(), { virtualServerId: east })).toMatchObject({
      error: { code: 'IN_USE', serviceAccounts: { names: ['svc.carrier'], count: 1 } },
    });
    expectOk(await editServiceAccount(as(), { serviceAccountId: id, version: 1, name: 'x', ...NOTHING }));
    expectOk(await deleteVirtualServer(as(), { virtualServerId: east }));
    expectOk(await deleteTenant(as(), { tenantId: alpha }));
    expect(codeOf(await deleteTenant(as(), { tenantId: alpha }))).toBe('NOT_FOUND');
    expect(await newestEvent()).toMatchObject({ kind: 'tenant.deleted' });
  });

  test('is not found for strangers', async () => {
    const alpha = await tenant('alpha');
    const east = await server(alpha, 'east-1');
    for (const other of await others()) {
      expect(codeOf(await deleteTenant(as(other), { tenantId: alpha }))).toBe('NOT_FOUND');
      expect(codeOf(await renameTenant(as(other), { tenantId: alpha, version: 1, name: 'x', slug: 'x' }))).toBe(
        'NOT_FOUND',
      );
      expect(codeOf(await addVirtualServer(as(other), { tenantId: alpha, name: 'x', slug: 'x' }))).toBe('NOT_FOUND');
      expect(codeOf(await deleteVirtualServer(as(other), { virtualServerId: east }))).toBe('NOT_FOUND');
    }
    expectOk(await deleteVirtualServer(as(), { virtualServerId: east }));
  });

  test('of two deletes and a choice at once: one delete at most, and never a reach without its tenant', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await tenant(`race-${round}`);
      const [first, second, chosen] = await Promise.all([
        deleteTenant(as(), { tenantId: id }),
        deleteTenant(as(), { tenantId: id }),
        addServiceAccount(as(), { userId: `svc.${round}`, name: 'x', tenants: [id], virtualServers: [] }),
      ]);
      const deletes = [codeOf(first), codeOf(second)].sort();
      const isChosen = chosen.ok;
      expect(deletes).toEqual(isChosen ? ['IN_USE', 'IN_USE'] : ['NOT_FOUND', 'ok']);
      expect(codeOf(chosen)).toBe(isChosen ? 'ok' : 'TENANT_GONE');
      expect(await database().serviceAccountTenant.count({ where: { tenantId: id } })).toBe(isChosen ? 1 : 0);
    }
  });

  test('of a delete and a new virtual server at once exactly one wins', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await tenant(`race-${round}`);
      const [deleted, made] = await Promise.all([
        deleteTenant(as(), { tenantId: id }),
        addVirtualServer(as(), { tenantId: id, slug: `vs-${round}`, name: 'x' }),
      ]);
      expect([codeOf(deleted), codeOf(made)]).toEqual(made.ok ? ['IN_USE', 'ok'] : ['ok', 'NOT_FOUND']);
    }
  });
});

describe('the lists', () => {
  test('page by the user ID, both ways, and search user ID and name', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `svc.${String(index).padStart(2, '0')}`);
    for (const userId of ids) await add(userId);
    const all = { query: '', isActive: null };
    const first = await findServiceAccounts(as(), all, null);
    expect(first?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(0, 50));
    const second = await findServiceAccounts(as(), all, { way: 'after', values: [first?.page.next ?? ''] });
    expect(second?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(50));
    const back = await findServiceAccounts(as(), all, { way: 'before', values: [second?.page.previous ?? ''] });
    expect(back?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(0, 50));
    expect((await findServiceAccounts(as(), { query: 'C.3', isActive: true }, null))?.count).toBe(10);
    expect((await findServiceAccounts(as(), { query: 'carrier', isActive: null }, null))?.count).toBe(60);
    expect((await findServiceAccounts(as(), { query: '%', isActive: null }, null))?.count).toBe(0);
    expect((await findServiceAccounts(as(), { query: '', isActive: false }, null))?.count).toBe(0);
  });

  test('are nobody’s but the administrators’, each of their own company', async () => {
    await server(await tenant('alpha'), 'east-1');
    await add('svc.carrier');
    const [member, withoutMfa, stranger] = await others();
    for (const other of [member, withoutMfa]) {
      if (other === undefined) throw new Error('nobody');
      expect(await findServiceAccounts(as(other), { query: '', isActive: null }, null)).toBeNull();
      expect(await findAccountChoices(as(other), '')).toBeNull();
      expect(await findTenantChoices(as(other), '')).toBeNull();
      expect(await findServerChoices(as(other), '')).toBeNull();
    }
    if (stranger === undefined) throw new Error('nobody');
    expect(await findAccountChoices(as(stranger), '')).toEqual([]);
    expect(await findServerChoices(as(stranger), '')).toEqual([]);
    expect(await findServerChoices(as(), 'EAST')).toMatchObject([{ slug: 'east-1', tenant: { slug: 'alpha' } }]);
    expect(await findAccountChoices(as(), 'svc')).toMatchObject([{ userId: 'svc.carrier' }]);
  });

  test('offer no account that is deactivated', async () => {
    const id = await add('svc.carrier');
    expectOk(await deactivateServiceAccount(as(), { serviceAccountId: id }));
    expect(await findAccountChoices(as(), 'svc')).toEqual([]);
  });
});

describe('bad input names its field', () => {
  const fieldsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
    result.error?.issues.map(({ path }) => path[0]);

  test.each([
    [{ userId: '', name: 'x' }, ['userId']],
    [{ userId: 'two words', name: 'x' }, ['userId']],
    [{ userId: 'x'.repeat(101), name: '' }, ['userId', 'name']],
    [{ userId: 'x', name: 'x', tenants: 'tnt_1' }, ['tenants']],
  ])('%j', (input, fields) => {
    expect(fieldsOf(addServiceAccountSchema.safeParse(input))).toEqual(fields);
  });

  test('at most a hundred tenants, each counted once', () => {
    const ids = Array.from({ length: MOST_REACHED + 1 }, (_, index) => `tnt_${String(index).padStart(16, '0')}`);
    const parse = (tenants: string[]) =>
      addServiceAccountSchema.safeParse({ userId: 'x', name: 'x', tenants: tenants.join() });
    expect(parse(ids).success).toBe(false);
    expect(parse([...ids.slice(1), ...ids.slice(1)]).data?.tenants).toHaveLength(MOST_REACHED);
  });

  test.each(['', 'Alpha', 'a b', '-a', 'a-', 'a/b', 'ä', 'a'.repeat(41)])('the slug “%s” is none', (slug) => {
    expect(fieldsOf(addTenantSchema.safeParse({ name: 'x', slug }))).toContain('slug');
  });
});

test('after all of this every chain holds', async () => {
  await add('svc.carrier');
  expect((await verifyChains(database(), keyring())).filter((report) => !report.holds)).toEqual([]);
});
