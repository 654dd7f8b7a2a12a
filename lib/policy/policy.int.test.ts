import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { makePolicyScene, type PolicyScene, policyRefusal as refusal } from '@/test/support/policy-scene';
import { brokenChains, contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { changePolicy } from './commands/change-policy';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets';
import { findPolicyPage } from './preview';
import { findPolicy } from './queries';
import { revisionOf } from './revision';
import { changePolicySchema } from './schemas';
import { settingsOf, writeDraft } from './settings';

const clock = new FixedClock('2026-11-18T16:42:00Z');
const usual = settingsOf(PRESETS.DEFAULT);
let scene: PolicyScene;

beforeEach(async () => {
  scene = await makePolicyScene(clock);
});

const as = (actor: Ctx['actor']) => contextFor(actor, clock);

describe('changing the policy', () => {
  test('stores it, and the audit tells what changed from what, and nothing else', async () => {
    const changed = expectOk(
      await scene.save({ keysPerOwner: 3, notAccessed: { count: 2, unit: 'm' }, disable: false }),
    );
    expect(changed).toEqual({ settings: 3, keys: 0, keysLater: 0 });
    expect(await scene.current()).toEqual({
      ...usual,
      keysPerOwner: 3,
      notAccessed: { count: 2, unit: 'm' },
      disable: false,
    });
    expect(await scene.events()).toMatchObject([
      {
        actorId: scene.priya.id,
        before: { keysPerOwner: 10, notAccessed: 'p3m', disable: true },
        after: { keysPerOwner: 3, notAccessed: 'p2m', disable: false },
      },
    ]);
    expect(Object.keys((await scene.events())[0]?.after as object).sort()).toEqual([
      'disable',
      'keysPerOwner',
      'notAccessed',
    ]);
  });

  test.each(PRESET_NAMES)('stores the preset %s whole', async (name: PresetName) => {
    expectOk(await scene.save(settingsOf(PRESETS[name])));
    expect(await findPolicy(database(), scene.companyId)).toEqual(PRESETS[name]);
  });

  test('that is none leaves no trace', async () => {
    expect(expectOk(await scene.save({}))).toEqual({ settings: 0, keys: 0, keysLater: 0 });
    expect(await scene.events()).toEqual([]);
  });

  test.each([
    ['a member', {}],
    ['an administrator without MFA', { isAdministrator: true, hasMfa: false }],
  ])('is not found by %s', async (_, traits) => {
    const other = await makePerson(clock, scene.companyId, traits);
    expect(refusal(await scene.save({ disable: false }, { by: other }))).toBe('NOT_FOUND');
    expect(await findPolicyPage(as(other))).toBeNull();
    expect(await scene.current()).toEqual(usual);
    expect(await scene.events()).toEqual([]);
  });

  test.each([{ kind: 'anonymous' } as const, { kind: 'system', name: 'worker' } as const])(
    'is not for $kind',
    async (actor) => {
      const input = { settings: { ...usual, disable: false }, seen: revisionOf(usual), applyLimit: false };
      expect(refusal(await changePolicy(as(actor), input))).toBe('NOT_FOUND');
      expect(await findPolicyPage(as(actor))).toBeNull();
    },
  );

  test('by an administrator of another company changes theirs alone', async () => {
    const theirs = await makeCompany(clock);
    const stranger = await makePerson(clock, theirs, { isAdministrator: true });
    expectOk(await scene.save({ disable: false }, { by: stranger }));
    expect(await scene.current()).toEqual(usual);
    expect(await scene.current(theirs)).toMatchObject({ disable: false });
    expect([await scene.events(), (await scene.events(theirs)).length]).toEqual([[], 1]);
  });

  test('that somebody else has changed meanwhile is a conflict, and nothing of it stays', async () => {
    const seen = revisionOf(await scene.current());
    expectOk(await scene.save({ keysPerOwner: 3 }));
    expect(refusal(await scene.save({ disable: false }, { seen, applyLimit: true }))).toBe('CONFLICT');
    expect(await scene.current()).toEqual({ ...usual, keysPerOwner: 3 });
    expect(await scene.events()).toHaveLength(1);
  });

  test('of eight different changes at once exactly one is saved', async () => {
    const marcus = await makePerson(clock, scene.companyId, { isAdministrator: true });
    const seen = revisionOf(usual);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        changePolicy(as(index % 2 === 0 ? scene.priya : marcus), {
          settings: { ...usual, keysPerOwner: index + 1 },
          seen,
          applyLimit: false,
        }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(7);
    expect((await scene.current()).keysPerOwner).toBe(results.findIndex(({ ok }) => ok) + 1);
    expect(await scene.events()).toHaveLength(1);
  });
});

test('a draft with a field that cannot be read is refused before anything, by the field', () => {
  const draft = { ...writeDraft(usual), seen: revisionOf(usual) };
  expect(changePolicySchema.parse(draft)).toEqual({ settings: usual, seen: revisionOf(usual), applyLimit: false });
  const { error } = changePolicySchema.safeParse({ ...draft, notAccessed: 'P3M' });
  expect(error?.issues).toMatchObject([{ path: ['notAccessed'], message: 'Write it in lower case: p3m.' }]);
});

test('after all of this every chain holds', async () => {
  expectOk(await scene.save({ disable: false }));
  expect(await brokenChains()).toEqual([]);
});
