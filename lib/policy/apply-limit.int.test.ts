import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { toDate } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { runNextProcess } from '@/lib/processes/run-processes';
import { FixedClock } from '@/test/support/fixed-clock';
import { makePolicyScene, type PolicyScene, policyRefusal as refusal } from '@/test/support/policy-scene';
import { brokenChains, contextFor, expectOk, makePerson } from '@/test/support/scene';
import { applyLimitProcess } from './apply-limit-process';
import { MOST_KEYS_AT_ONCE } from './commands/change-policy';

const clock = new FixedClock('2026-11-18T16:42:00Z');
const p2m = { notAccessed: { count: 2, unit: 'm' } } as const;
let scene: PolicyScene;

beforeEach(async () => {
  scene = await makePolicyScene(clock);
});

const as = (actor: PersonActor) => contextFor(actor, clock);

describe('the inactivity limit of keys there are', () => {
  const limitOf = async (id: string) =>
    (await database().apiKey.findUniqueOrThrow({ where: { id } })).notAccessedPeriod;

  test('stays as it was issued, and a key made afterwards has the new one', async () => {
    const old = expectOk(await generateKey(as(scene.dana), { name: 'Old' }));
    expectOk(await scene.save(p2m));
    const fresh = expectOk(await generateKey(as(scene.dana), { name: 'New' }));
    expect([await limitOf(old.id), await limitOf(fresh.id)]).toEqual(['p3m', 'p2m']);
  });

  test('becomes the new one where that is ticked, with the number in the audit', async () => {
    const { id } = expectOk(await generateKey(as(scene.dana), { name: 'Old' }));
    expect(expectOk(await scene.save(p2m, { applyLimit: true }))).toEqual({ settings: 1, keys: 1, keysLater: 0 });
    expect(await limitOf(id)).toBe('p2m');
    expect(await scene.events()).toMatchObject([
      { before: { notAccessed: 'p3m' }, after: { notAccessed: 'p2m', keysGivenLimit: 1 } },
    ]);
  });

  test('can be applied later, when the policy itself does not change any more', async () => {
    const { id } = expectOk(await generateKey(as(scene.dana), { name: 'Old' }));
    expectOk(await scene.save(p2m));
    expect(expectOk(await scene.save({}, { applyLimit: true }))).toEqual({ settings: 0, keys: 1, keysLater: 0 });
    expect(await limitOf(id)).toBe('p2m');
    expect(expectOk(await scene.save({}, { applyLimit: true }))).toEqual({ settings: 0, keys: 0, keysLater: 0 });
    expect(await scene.events()).toHaveLength(2);
  });

  test('no key is issued under the old one past a change that applies the new one', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => makePerson(clock, scene.companyId)));
    const making = people.map((person) => generateKey(as(person), { name: 'Racing' }));
    const [changed, ...made] = await Promise.all([scene.save(p2m, { applyLimit: true }), ...making]);
    expect(changed?.ok).toBe(true);
    const keys = made.map((result) => expectOk(result as Awaited<(typeof making)[number]>));
    for (const { id } of keys) expect(await limitOf(id)).toBe('p2m');
  });
});

describe('more keys than one transaction should hold', () => {
  const many = MOST_KEYS_AT_ONCE + 1;
  const left = () => database().apiKey.count({ where: { companyId: scene.companyId, notAccessedPeriod: 'p3m' } });
  const turn = () =>
    runNextProcess({ db: database(), clock, handlers: [applyLimitProcess], stop: new AbortController().signal });

  beforeEach(async () => {
    const { companyId, dana } = scene;
    await database().process.deleteMany({});
    await database().$executeRaw`
      INSERT INTO api_key (id, company_id, owner_kind, owner_id, owner_person_id, name, name_key, audience, access,
        created_at, issued_at, not_accessed_period, version)
      SELECT 'key_' || i || ${companyId}, ${companyId}, 'USER', ${dana.id}, ${dana.id}, 'k' || i, 'k' || i,
        'BUSINESS_PROFILE', 'FULL', ${toDate(clock.now())}, ${toDate(clock.now())}, 'p3m', 1
      FROM generate_series(1, ${many}::int) i`;
    // As autovacuum does within a minute: without it the tables are planned for as if they were empty.
    await database().$executeRaw`ANALYZE api_key, key_listing`;
  });

  test('get the limit by a process that begins with the change, and each part has its audit row', async () => {
    expect(expectOk(await scene.save(p2m, { applyLimit: true }))).toEqual({ settings: 1, keys: 0, keysLater: many });
    expect([(await scene.current()).notAccessed, await left()]).toEqual([p2m.notAccessed, many]);
    await turn();
    expect(await left()).toBe(1); // ten chunks of five hundred; the next worker goes on behind them
    while (await turn());
    expect(await left()).toBe(0);
    const parts = await database().auditEvent.findMany({
      where: { chain: scene.companyId, kind: 'policy.limit_applied' },
    });
    const counts = parts.map(
      ({ body }) => (JSON.parse(body) as { after: { keysGivenLimit: number } }).after.keysGivenLimit,
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(many);
    expect(await database().process.findFirstOrThrow()).toMatchObject({ state: 'COMPLETED' });
    expect(await scene.events()).toMatchObject([{ after: { notAccessed: 'p2m', keysToBeGivenLimit: many } }]);
  });

  test('keep theirs when the policy has another limit by then', async () => {
    expectOk(await scene.save(p2m, { applyLimit: true }));
    expectOk(await scene.save({ notAccessed: null }));
    while (await turn());
    expect(await left()).toBe(many);
    expect(await database().process.findFirstOrThrow()).toMatchObject({ state: 'CANCELED' });
  });

  test('no process is left of a change that is refused', async () => {
    expect(refusal(await scene.save(p2m, { applyLimit: true, seen: 'another' }))).toBe('CONFLICT');
    expect(await database().process.count()).toBe(0);
  });
});

test('after all of this every chain holds', async () => {
  expectOk(await scene.save(p2m));
  expect(await brokenChains()).toEqual([]);
});
