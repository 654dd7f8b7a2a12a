import { beforeEach, describe, expect, test } from 'vitest';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { brokenChains, contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import {
  codeOf,
  makeServiceAccountScene,
  NOTHING,
  type ServiceAccountScene,
} from '@/test/support/service-account-scene';
import { addServiceAccount } from './commands/add-service-account';
import { deactivateServiceAccount, reactivateServiceAccount } from './commands/deactivate-service-account';
import { editServiceAccount } from './commands/edit-service-account';
import { addTenant } from './commands/tenants';
import { addVirtualServer } from './commands/virtual-servers';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let scene: ServiceAccountScene;

beforeEach(async () => {
  scene = await makeServiceAccountScene(clock);
});

const as = (actor: Ctx['actor']) => contextFor(actor, clock);

describe('adding a service account', () => {
  test('stores what it reaches, and the audit names its user ID', async () => {
    const alpha = await scene.tenant('alpha');
    const east = await scene.server(alpha, 'east-1');
    const id = await scene.add('svc.carrier', { tenants: [alpha], virtualServers: [east] });
    expect(await scene.stored(id)).toMatchObject({
      userId: 'svc.carrier',
      tenants: [{ slug: 'alpha' }],
      virtualServers: [{ slug: 'east-1', tenantId: alpha }],
      deactivatedAt: null,
    });
    const event = await scene.newestEvent();
    expect(event).toMatchObject({ kind: 'service_account.created', serviceAccountUserId: 'svc.carrier' });
    expect(JSON.parse(event.body)).toMatchObject({ after: { tenants: ['alpha'], virtualServers: ['east-1'] } });
  });

  test('a virtual server brings its tenant along', async () => {
    const east = await scene.server(await scene.tenant('alpha'), 'east-1');
    const id = await scene.add('svc.carrier', { tenants: [], virtualServers: [east] });
    expect((await scene.stored(id)).tenants).toMatchObject([{ slug: 'alpha' }]);
  });

  test('a user ID is one account’s in any case, and of eight at once exactly one is made', async () => {
    await scene.add('svc.carrier');
    const again = await addServiceAccount(scene.ctx, { userId: 'SVC.Carrier', name: 'x', ...NOTHING });
    expect(codeOf(again)).toBe('USER_ID_TAKEN');
    const both = Array.from({ length: 8 }, () =>
      addServiceAccount(scene.ctx, { userId: 'svc.8', name: 'x', ...NOTHING }),
    );
    expect((await Promise.all(both)).filter((result) => result.ok)).toHaveLength(1);
    const elsewhere = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expectOk(await addServiceAccount(as(elsewhere), { userId: 'svc.carrier', name: 'x', ...NOTHING }));
  });

  test('what is another company’s, or gone, cannot be chosen', async () => {
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    const theirs = expectOk(await addTenant(as(stranger), { slug: 'theirs', name: 'Theirs' })).id;
    const server = expectOk(await addVirtualServer(as(stranger), { tenantId: theirs, slug: 'vs', name: 'VS' })).id;
    const choose = (reach: typeof NOTHING) =>
      addServiceAccount(scene.ctx, { userId: 'svc.carrier', name: 'x', ...reach });
    expect(codeOf(await choose({ tenants: [theirs], virtualServers: [] }))).toBe('TENANT_GONE');
    expect(codeOf(await choose({ tenants: [], virtualServers: [server] }))).toBe('VIRTUAL_SERVER_GONE');
    expect(await database().serviceAccount.count({ where: { companyId: scene.companyId } })).toBe(0);
  });

  test('is not found for a member, an administrator without MFA, and one of another company’s tenants', async () => {
    for (const other of (await scene.others()).slice(0, 2)) {
      expect(codeOf(await addServiceAccount(as(other), { userId: 'x', name: 'x', ...NOTHING }))).toBe('NOT_FOUND');
      expect(codeOf(await addTenant(as(other), { slug: 'x', name: 'x' }))).toBe('NOT_FOUND');
    }
    expect(codeOf(await addServiceAccount(as({ kind: 'anonymous' }), { userId: 'x', name: 'x', ...NOTHING }))).toBe(
      'NOT_FOUND',
    );
    expect(await database().auditEvent.count({ where: { chain: scene.companyId } })).toBe(0);
  });

  test('an administrator who was unmade since the page was read does nothing', async () => {
    await database().person.update({ where: { id: scene.priya.id }, data: { isAdministrator: false } });
    expect(codeOf(await addServiceAccount(scene.ctx, { userId: 'x', name: 'x', ...NOTHING }))).toBe('NOT_FOUND');
  });
});

describe('editing', () => {
  test('puts name and reach in place of what there was, and says both to the audit', async () => {
    const [alpha, beta] = [await scene.tenant('alpha'), await scene.tenant('beta')];
    const id = await scene.add('svc.carrier', { tenants: [alpha], virtualServers: [] });
    const { version } = await scene.stored(id);
    const change = { serviceAccountId: id, version, name: 'Ledger', tenants: [beta], virtualServers: [] };
    expectOk(await editServiceAccount(scene.ctx, change));
    expect(await scene.stored(id)).toMatchObject({ name: 'Ledger', tenants: [{ slug: 'beta' }], version: version + 1 });
    expect(JSON.parse((await scene.newestEvent()).body)).toMatchObject({
      kind: 'service_account.edited',
      before: { name: 'Carrier sync', tenants: ['alpha'] },
      after: { name: 'Ledger', tenants: ['beta'] },
    });
  });

  test('of two who saw the same page exactly one saves', async () => {
    const id = await scene.add('svc.carrier');
    for (let round = 0; round < 5; round += 1) {
      const { version } = await scene.stored(id);
      const save = (name: string) => editServiceAccount(scene.ctx, { serviceAccountId: id, version, name, ...NOTHING });
      const results = await Promise.all([save('One'), save('Two')]);
      expect(results.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
    }
  });

  test('is not found for strangers, and nothing changes', async () => {
    const id = await scene.add('svc.carrier');
    const before = await scene.stored(id);
    for (const other of await scene.others()) {
      const change = { serviceAccountId: id, version: 1, name: 'Mine', ...NOTHING };
      expect(codeOf(await editServiceAccount(as(other), change))).toBe('NOT_FOUND');
      expect(codeOf(await deactivateServiceAccount(as(other), { serviceAccountId: id }))).toBe('NOT_FOUND');
      expect(codeOf(await reactivateServiceAccount(as(other), { serviceAccountId: id }))).toBe('NOT_FOUND');
    }
    expect(await scene.stored(id)).toEqual(before);
  });
});

describe('deactivating', () => {
  test('is taken back by reactivating; of two at once exactly one wins', async () => {
    const id = await scene.add('svc.carrier');
    const input = { serviceAccountId: id };
    for (let round = 0; round < 5; round += 1) {
      const off = await Promise.all([
        deactivateServiceAccount(scene.ctx, input),
        deactivateServiceAccount(scene.ctx, input),
      ]);
      expect(off.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
      expect((await scene.stored(id)).deactivatedAt).not.toBeNull();
      const on = await Promise.all([
        reactivateServiceAccount(scene.ctx, input),
        reactivateServiceAccount(scene.ctx, input),
      ]);
      expect(on.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
      expect((await scene.stored(id)).deactivatedAt).toBeNull();
    }
    expect(await scene.newestEvent()).toMatchObject({
      kind: 'service_account.reactivated',
      serviceAccountUserId: 'svc.carrier',
    });
  });

  test('against a key that is being made: the key is there before, or is not made', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await scene.add(`svc.${round}`);
      const owner = { kind: 'SERVICE_ACCOUNT', id } as const;
      const [made, stopped] = await Promise.all([
        generateKeyFor(scene.ctx, owner, { name: 'Sync' }, 'ADMINISTRATOR'),
        deactivateServiceAccount(scene.ctx, { serviceAccountId: id }),
      ]);
      expect(codeOf(stopped)).toBe('ok');
      expect(['ok', 'OWNER_INACTIVE']).toContain(codeOf(made));
      expect(await database().apiKey.count({ where: { ownerId: id } })).toBe(made.ok ? 1 : 0);
    }
  });
});

test('after all of this every chain holds', async () => {
  await scene.add('svc.carrier');
  expect(await brokenChains()).toEqual([]);
});
