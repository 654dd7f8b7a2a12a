import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { brokenChains, contextFor, expectOk } from '@/test/support/scene';
import {
  codeOf,
  makeServiceAccountScene,
  NOTHING,
  type ServiceAccountScene,
} from '@/test/support/service-account-scene';
import { addServiceAccount } from './commands/add-service-account';
import { editServiceAccount } from './commands/edit-service-account';
import { addTenant, deleteTenant, renameTenant } from './commands/tenants';
import { addVirtualServer, deleteVirtualServer } from './commands/virtual-servers';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let scene: ServiceAccountScene;

beforeEach(async () => {
  scene = await makeServiceAccountScene(clock);
});

const as = (actor: Ctx['actor']) => contextFor(actor, clock);

describe('a tenant', () => {
  test('has a slug of its own in the company, also when renamed', async () => {
    const alpha = await scene.tenant('alpha');
    await scene.tenant('beta');
    expect(codeOf(await addTenant(scene.ctx, { slug: 'alpha', name: 'x' }))).toBe('SLUG_TAKEN');
    const rename = (slug: string, version = 1) =>
      renameTenant(scene.ctx, { tenantId: alpha, version, name: 'A', slug });
    expect(codeOf(await rename('beta'))).toBe('SLUG_TAKEN');
    expect(codeOf(await rename('gamma'))).toBe('ok');
    expect(codeOf(await rename('delta'))).toBe('CONFLICT');
    expect(JSON.parse((await scene.newestEvent()).body)).toMatchObject({
      before: { slug: 'alpha' },
      after: { slug: 'gamma' },
    });
    const twice = ['one', 'one'].map((slug) => addTenant(scene.ctx, { slug, name: 'x' }));
    expect((await Promise.all(twice)).map(codeOf).sort()).toEqual(['SLUG_TAKEN', 'ok']);
  });

  test('is deleted where nothing hangs on it, and the refusal names what does', async () => {
    const alpha = await scene.tenant('alpha');
    const east = await scene.server(alpha, 'east-1');
    const id = await scene.add('svc.carrier', { tenants: [], virtualServers: [east] });
    expect(await deleteTenant(scene.ctx, { tenantId: alpha })).toMatchObject({
      ok: false,
      error: {
        code: 'IN_USE',
        virtualServers: { names: ['east-1'], count: 1 },
        serviceAccounts: { names: ['svc.carrier'], count: 1 },
      },
    });
    expect(await deleteVirtualServer(scene.ctx, { virtualServerId: east })).toMatchObject({
      error: { code: 'IN_USE', serviceAccounts: { names: ['svc.carrier'], count: 1 } },
    });
    expectOk(await editServiceAccount(scene.ctx, { serviceAccountId: id, version: 1, name: 'x', ...NOTHING }));
    expectOk(await deleteVirtualServer(scene.ctx, { virtualServerId: east }));
    expectOk(await deleteTenant(scene.ctx, { tenantId: alpha }));
    expect(codeOf(await deleteTenant(scene.ctx, { tenantId: alpha }))).toBe('NOT_FOUND');
    expect(await scene.newestEvent()).toMatchObject({ kind: 'tenant.deleted' });
  });

  test('is not found for strangers', async () => {
    const alpha = await scene.tenant('alpha');
    const east = await scene.server(alpha, 'east-1');
    for (const other of await scene.others()) {
      expect(codeOf(await deleteTenant(as(other), { tenantId: alpha }))).toBe('NOT_FOUND');
      expect(codeOf(await renameTenant(as(other), { tenantId: alpha, version: 1, name: 'x', slug: 'x' }))).toBe(
        'NOT_FOUND',
      );
      expect(codeOf(await addVirtualServer(as(other), { tenantId: alpha, name: 'x', slug: 'x' }))).toBe('NOT_FOUND');
      expect(codeOf(await deleteVirtualServer(as(other), { virtualServerId: east }))).toBe('NOT_FOUND');
    }
    expectOk(await deleteVirtualServer(scene.ctx, { virtualServerId: east }));
  });

  test('of two deletes and a choice at once: one delete at most, and never a reach without its tenant', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await scene.tenant(`race-${round}`);
      const [first, second, chosen] = await Promise.all([
        deleteTenant(scene.ctx, { tenantId: id }),
        deleteTenant(scene.ctx, { tenantId: id }),
        addServiceAccount(scene.ctx, { userId: `svc.${round}`, name: 'x', tenants: [id], virtualServers: [] }),
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
      const id = await scene.tenant(`race-${round}`);
      const [deleted, made] = await Promise.all([
        deleteTenant(scene.ctx, { tenantId: id }),
        addVirtualServer(scene.ctx, { tenantId: id, slug: `vs-${round}`, name: 'x' }),
      ]);
      expect([codeOf(deleted), codeOf(made)]).toEqual(made.ok ? ['IN_USE', 'ok'] : ['ok', 'NOT_FOUND']);
    }
  });
});

test('after all of this every chain holds', async () => {
  await scene.add('svc.carrier');
  expect(await brokenChains()).toEqual([]);
});
