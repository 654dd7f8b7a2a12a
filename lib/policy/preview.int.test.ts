import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { makePolicyScene, type PolicyScene } from '@/test/support/policy-scene';
import { contextFor, expectOk } from '@/test/support/scene';
import { PRESETS } from './presets';
import { findPolicyPage, previewPolicy } from './preview';
import { previewSchema } from './schemas';
import { settingsOf, writeDraft } from './settings';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let scene: PolicyScene;

beforeEach(async () => {
  scene = await makePolicyScene(clock);
});

const as = (actor: PersonActor) => contextFor(actor, clock);

describe('the preview', () => {
  const ask = async (changes: Partial<Record<string, string>>, by = scene.priya) =>
    previewPolicy(as(by), previewSchema.parse({ ...writeDraft(await scene.current()), start: 'DEFAULT', ...changes }));

  test('tells what changes from what, since which preset, and which keys stop, and changes nothing', async () => {
    await database().person.update({
      where: { id: scene.dana.id },
      data: { mfaEnabledAt: null, totpSecret: null, secretId: null },
    });
    expectOk(await scene.save({ requiresMfa: false }));
    expectOk(await generateKey(as({ ...scene.dana, hasMfa: false }), { name: 'Billing export' }));
    const preview = expectOk(await ask({ requiresMfa: 'yes', notAccessed: 'p1d', keysPerOwner: 'x' }));
    expect(preview).toMatchObject({
      from: { requiresMfa: 'off', notAccessed: 'p3m' },
      sinceStart: 1,
      errors: { keysPerOwner: 'Use a whole number from 1 to 10,000, or leave it empty.' },
      effect: {
        title: 'The key there is',
        mfa: { says: '1 key stops: its owner has MFA off', isBad: true },
        limit: { says: '0 keys stop, 0 come back', isBad: false },
        stop: 1,
        stopping: { keys: [{ name: 'Billing export', owner: 'Dana Whitfield', lastUsed: 'Never used' }], more: 0 },
      },
    });
    expect((await scene.current()).requiresMfa).toBe(false);
  });

  test('says until when a key made now would work, or which field has to be corrected first', async () => {
    const facts = async (changes: Partial<Record<string, string>>) =>
      expectOk(await ask(changes)).newKey.map(({ label, says }) => `${label}: ${says}`);
    expect(await facts({})).toEqual([
      'May be set to expire until: Nov 18, 2027, 10:42 AM CT',
      'Expires if it is never used: Feb 18, 2027, 10:42 AM CT',
    ]);
    expect(await facts({ expiryRule: 'END_OF_PREVIOUS_DAY', notAccessed: '' })).toEqual([
      'Works until: Nov 17, 2027, 11:59 PM CT',
      'Expires by disuse: Never',
    ]);
    expect(await facts({ expiryRule: 'NEVER' })).toContain('Expires: Never');
    expect(await facts({ maxExpiration: 'P6M' })).toContain(
      'May be set to expire until: Correct Max Key Lifespan to see this',
    );
  });

  test('tells what stays: keys above a lower number, of owners who may have no more, and how long they live', async () => {
    for (const name of ['One', 'Two', 'Three']) expectOk(await generateKey(as(scene.dana), { name }));
    const stays = async (changes: Partial<Record<string, string>>) => expectOk(await ask(changes)).effect.stays;
    expect(await stays({ keysPerOwner: '3', regenerate: 'no' })).toEqual([]);
    expect(await stays({ keysPerOwner: '2' })).toEqual([
      '1 owner has more keys than that, keeps them, and can generate none until there are fewer.',
    ]);
    expect(await stays({ owners: 'SERVICE_ACCOUNT,COMPANY', maxExpiration: 'p6m' })).toEqual([
      'Each keeps the expiration that it has.',
      '3 keys of users go on.',
    ]);
    // Who may have none at all is not told of a number; and a number that stays is nothing new.
    expect(await stays({ owners: 'SERVICE_ACCOUNT', keysPerOwner: '2' })).toEqual(['3 keys of users go on.']);
    expectOk(await scene.save({ keysPerOwner: 2 }));
    expect(await stays({ owners: 'USER,COMPANY' })).toEqual([]);
  });

  test('is for administrators alone', async () => {
    expect(await ask({}, scene.dana)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('the page starts from the preset that the policy is nearest to', async () => {
    expectOk(await scene.save({ ...settingsOf(PRESETS.THALES), rename: false, usageRetentionDays: 30 }));
    const page = await findPolicyPage(as(scene.priya));
    expect(page).toMatchObject({ start: 'THALES', preview: { sinceStart: 1, from: {} } });
    expect(page?.presets.every(({ draft }) => draft.usageRetentionDays === '30')).toBe(true);
  });
});
