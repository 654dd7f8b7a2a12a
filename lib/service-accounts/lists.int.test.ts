import { beforeEach, describe, expect, test } from 'vitest';
import { ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk } from '@/test/support/scene';
import { makeServiceAccountScene, type ServiceAccountScene } from '@/test/support/service-account-scene';
import { deactivateServiceAccount } from './commands/deactivate-service-account';
import { findAccountChoices, findServerChoices, findServiceAccounts, findTenantChoices } from './queries';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let scene: ServiceAccountScene;

beforeEach(async () => {
  scene = await makeServiceAccountScene(clock);
});

const as = (actor: Ctx['actor']) => contextFor(actor, clock);

describe('the lists', () => {
  test('page by the user ID, both ways, and search user ID and name', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `svc.${String(index).padStart(2, '0')}`);
    for (const userId of ids) await scene.add(userId);
    const all = { query: '', isActive: null };
    const first = await findServiceAccounts(scene.ctx, all, null);
    expect(first?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(0, ROWS_ON_PAGE));
    const second = await findServiceAccounts(scene.ctx, all, { way: 'after', values: [first?.page.next ?? ''] });
    expect(second?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(ROWS_ON_PAGE, 2 * ROWS_ON_PAGE));
    const back = await findServiceAccounts(scene.ctx, all, { way: 'before', values: [second?.page.previous ?? ''] });
    expect(back?.page.rows.map(({ userId }) => userId)).toEqual(ids.slice(0, ROWS_ON_PAGE));
    expect((await findServiceAccounts(scene.ctx, { query: 'C.3', isActive: true }, null))?.count).toBe(10);
    expect((await findServiceAccounts(scene.ctx, { query: 'carrier', isActive: null }, null))?.count).toBe(60);
    expect((await findServiceAccounts(scene.ctx, { query: '%', isActive: null }, null))?.count).toBe(0);
    expect((await findServiceAccounts(scene.ctx, { query: '', isActive: false }, null))?.count).toBe(0);
  });

  test('are nobody’s but the administrators’, each of their own company', async () => {
    await scene.server(await scene.tenant('alpha'), 'east-1');
    await scene.add('svc.carrier');
    const [member, withoutMfa, stranger] = await scene.others();
    for (const other of [member, withoutMfa]) {
      expect(await findServiceAccounts(as(other), { query: '', isActive: null }, null)).toBeNull();
      expect(await findAccountChoices(as(other), '')).toBeNull();
      expect(await findTenantChoices(as(other), '')).toBeNull();
      expect(await findServerChoices(as(other), '')).toBeNull();
    }
    expect(await findAccountChoices(as(stranger), '')).toEqual([]);
    expect(await findServerChoices(as(stranger), '')).toEqual([]);
    expect(await findServerChoices(scene.ctx, 'EAST')).toMatchObject([{ slug: 'east-1', tenant: { slug: 'alpha' } }]);
    expect(await findAccountChoices(scene.ctx, 'svc')).toMatchObject([{ userId: 'svc.carrier' }]);
  });

  test('offer no account that is deactivated', async () => {
    const id = await scene.add('svc.carrier');
    expectOk(await deactivateServiceAccount(scene.ctx, { serviceAccountId: id }));
    expect(await findAccountChoices(scene.ctx, 'svc')).toEqual([]);
  });
});
