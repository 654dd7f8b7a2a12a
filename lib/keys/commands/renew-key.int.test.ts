import { describe, expect, test } from 'vitest';
import { DAY, toDate } from '@/lib/kernel/instant';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { auditKinds, findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { disableKey } from './disable-key';
import { generateKey } from './generate-key';
import { regenerateKey } from './regenerate-key';
import { renewKey } from './renew-key';

const clock = keyClock();
const { ctx, newKey } = await makeKeyScene(clock);

describe('renew', () => {
  const allows = { ...DEFAULT_POLICY.allows, renew: true };
  const renewer = async (policy = {}) => makePerson(clock, await makeCompany(clock, { allows, ...policy }));
  const later = (days: number) => {
    const moved = new FixedClock('2026-11-18T16:42:00Z');
    moved.advance(days * DAY);
    return moved;
  };

  test('gives the expiration that a key made now would get, keeps the pair, and leaves a disabled key disabled', async () => {
    const person = await renewer();
    const owner = contextFor(person, clock);
    const { id, accessKey } = await newKey(owner);
    expectOk(await disableKey(owner, { keyId: id }));
    expectOk(await renewKey(contextFor(person, later(10)), { keyId: id }));
    const stored = await findStored(id);
    expect(stored.expirationDate).toBe('2027-11-28');
    expect(stored.disabledAt).not.toBeNull();
    expect(stored.issuedAt).toEqual(toDate(clock.now()));
    expect(stored.credentials).toMatchObject([{ accessKey, retiredAt: null }]);
    expect(await auditKinds(id)).toEqual(['key.generated', 'key.disabled', 'key.renewed']);
  });

  test('never takes time away', async () => {
    const person = await renewer();
    const owner = contextFor(person, clock);
    const { id } = expectOk(
      await generateKey(owner, { name: 'Long', expiresAt: { date: '2027-11-18', time: '10:00' } }),
    );
    expectOk(await renewKey(owner, { keyId: id }));
    expect((await findStored(id)).expiresAt?.toISOString()).toBe('2027-11-18T16:00:00.000Z');
  });

  test('is refused for an expired key and by a policy without it', async () => {
    const person = await renewer();
    const { id } = await newKey(contextFor(person, clock));
    expect(refusal(await renewKey(contextFor(person, later(400)), { keyId: id }))).toBe('EXPIRED');
    expect(refusal(await renewKey(ctx, { keyId: (await newKey()).id }))).toBe('POLICY_FORBIDS');
  });

  test('against regenerate: one wins or both in turn, and one credential is in force', async () => {
    const person = await renewer();
    const owner = contextFor(person, clock);
    for (let round = 0; round < 8; round += 1) {
      const { id } = await newKey(owner);
      const results = await Promise.all([renewKey(owner, { keyId: id }), regenerateKey(owner, { keyId: id })]);
      expect(results.some((result) => result.ok)).toBe(true);
      for (const result of results) expect(['ok', 'CONFLICT']).toContain(refusal(result));
      expect((await findStored(id)).credentials.filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1);
    }
  });
});
