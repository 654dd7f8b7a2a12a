import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { renewKey } from '@/lib/keys/commands/renew-key';
import { presentKeyPage } from '@/lib/keys/present-page';
import { findOwnKeys } from '@/lib/keys/queries';
import { FixedClock } from '@/test/support/fixed-clock';
import { makePolicyScene, type PolicyScene } from '@/test/support/policy-scene';
import { brokenChains, contextFor, expectOk, makePerson } from '@/test/support/scene';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let scene: PolicyScene;

beforeEach(async () => {
  scene = await makePolicyScene(clock);
});

const as = (actor: PersonActor) => contextFor(actor, clock);

describe('every switch holds at once, on the page and on the server', () => {
  const view = async () => presentKeyPage(await findOwnKeys(as(scene.dana)), scene.dana);
  const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

  test.each([
    ['disable', 'disable', (keyId: string) => disableKey(as(scene.dana), { keyId })],
    ['regenerate', 'regenerate', (keyId: string) => regenerateKey(as(scene.dana), { keyId })],
    ['renew', 'renew', (keyId: string) => renewKey(as(scene.dana), { keyId })],
    ['rename', 'rename', (keyId: string) => editKey(as(scene.dana), { keyId, name: 'Other' })],
  ] as const)('%s', async (setting, control, run) => {
    const { id } = expectOk(await generateKey(as(scene.dana), { name: 'Billing export' }));
    expectOk(await scene.save({ [setting]: false }));
    expect((await view()).keys[0]?.may[control]).toBe(false);
    expect(code(await run(id))).toBe('POLICY_FORBIDS');
    expectOk(await scene.save({ [setting]: true }));
    expect((await view()).keys[0]?.may[control]).toBe(true);
    expect(code(await run(id))).toBe('ok');
  });

  test('activate goes with disable, and the slider goes with both', async () => {
    const { id } = expectOk(await generateKey(as(scene.dana), { name: 'Billing export' }));
    expectOk(await disableKey(as(scene.dana), { keyId: id }));
    expectOk(await scene.save({ disable: false }));
    expect((await view()).keys[0]).toMatchObject({ hasSwitch: false, may: { activate: false } });
    expect(code(await activateKey(as(scene.dana), { keyId: id }))).toBe('POLICY_FORBIDS');
    expectOk(await scene.save({ disable: true }));
    expect(code(await activateKey(as(scene.dana), { keyId: id }))).toBe('ok');
  });

  test('owners, keys per owner and MFA', async () => {
    expectOk(await scene.save({ owners: ['SERVICE_ACCOUNT'] }));
    expect((await view()).mayGenerate).toBe(false);
    expect(code(await generateKey(as(scene.dana), { name: 'One' }))).toBe('POLICY_FORBIDS');
    expectOk(await scene.save({ owners: ['USER'], keysPerOwner: 1 }));
    expect((await view()).mayGenerate).toBe(true);
    expect(code(await generateKey(as(scene.dana), { name: 'One' }))).toBe('ok');
    expect((await view()).mayGenerate).toBe(false);
    expect(code(await generateKey(as(scene.dana), { name: 'Two' }))).toBe('LIMIT_REACHED');
    const without = await makePerson(clock, scene.companyId, { hasMfa: false });
    expect(code(await generateKey(as(without), { name: 'One' }))).toBe('MFA_REQUIRED');
    expectOk(await scene.save({ requiresMfa: false }));
    expect(code(await generateKey(as(without), { name: 'One' }))).toBe('ok');
  });

  test('expiry', async () => {
    const year = { count: 1, unit: 'y' } as const;
    expectOk(await scene.save({ expiryRule: 'END_OF_PREVIOUS_DAY', maxExpiration: year }));
    expect((await view()).chosenExpiry).toBeNull();
    const chosen = { name: 'Chosen', expiresAt: { date: '2027-01-15', time: '09:30' } };
    expect(code(await generateKey(as(scene.dana), chosen))).toBe('POLICY_FORBIDS');
    expectOk(await scene.save({ expiryRule: 'CHOSEN_INSTANT', maxExpiration: year }));
    expect((await view()).chosenExpiry).not.toBeNull();
    expect(code(await generateKey(as(scene.dana), chosen))).toBe('ok');
    expectOk(await scene.save({ expiryRule: 'NEVER', maxExpiration: null }));
    expect((await view()).lifespan).toBeNull();
    expect(expectOk(await generateKey(as(scene.dana), { name: 'For ever' })).expiresAt).toBeNull();
  });
});

test('after all of this every chain holds', async () => {
  expectOk(await scene.save({ disable: false }));
  expect(await brokenChains()).toEqual([]);
});
