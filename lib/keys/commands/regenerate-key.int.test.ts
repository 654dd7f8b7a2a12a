import { expect, test } from 'vitest';
import { DAY, toDate } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { untilWaiting } from '@/test/support/lock-wait';
import { contextFor, expectOk } from '@/test/support/scene';
import { activateKey } from './activate-key';
import { disableKey } from './disable-key';
import { regenerateKey } from './regenerate-key';

const clock = keyClock();
const { ctx, dana, newKey } = await makeKeyScene(clock);

test('gives a new pair, retires the old one, and starts lifetime and inactivity again', async () => {
  const later = new FixedClock('2026-12-18T16:42:00Z');
  const first = await newKey();
  const second = expectOk(await regenerateKey(contextFor(dana, later), { keyId: first.id }));
  const stored = await findStored(first.id);
  expect(second.accessKey).not.toBe(first.accessKey);
  expect(stored.expirationDate).toBe('2027-12-18');
  expect(stored.issuedAt).toEqual(toDate(later.now()));
  expect(stored.credentials.filter((credential) => credential.retiredAt === null)).toMatchObject([
    { accessKey: second.accessKey },
  ]);
});

test('turns a disabled key on', async () => {
  const { id } = await newKey();
  expectOk(await disableKey(ctx, { keyId: id }));
  expectOk(await regenerateKey(ctx, { keyId: id }));
  expect((await findStored(id)).disabledAt).toBeNull();
});

test('brings an expired key back, which can be neither disabled nor activated', async () => {
  const { id } = await newKey();
  const late = new FixedClock('2026-11-18T16:42:00Z');
  late.advance(400 * DAY);
  const then = contextFor(dana, late);
  expect(refusal(await disableKey(then, { keyId: id }))).toBe('EXPIRED');
  expect(refusal(await activateKey(then, { keyId: id }))).toBe('EXPIRED');
  expect(refusal(await regenerateKey(then, { keyId: id }))).toBe('ok');
  expect(refusal(await disableKey(then, { keyId: id }))).toBe('ok');
});

test('of six at once exactly one wins, and one credential is in force', async () => {
  const { id } = await newKey();
  const { regenerated } = await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM api_key WHERE id = ${id} FOR UPDATE`;
    const all = Promise.all(Array.from({ length: 6 }, () => regenerateKey(ctx, { keyId: id })));
    await untilWaiting(6);
    return { regenerated: all };
  });
  const results = await regenerated;
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(5);
  expect((await findStored(id)).credentials.filter((credential) => credential.retiredAt === null)).toHaveLength(1);
});
