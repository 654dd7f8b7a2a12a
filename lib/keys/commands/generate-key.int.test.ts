import { describe, expect, test } from 'vitest';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { auditKinds, findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { untilSomebodyWaits } from '@/test/support/lock-wait';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { deleteKey } from './delete-key';
import { generateKey } from './generate-key';

const clock = keyClock();
const { companyId, ctx, newKey } = await makeKeyScene(clock);

test('issues a pair, the policy’s expiry and one audit row, and stores the secret only as a keyed hash', async () => {
  const issued = await newKey();
  const stored = await findStored(issued.id);
  expect(stored.expirationDate).toBe('2027-11-18');
  expect(stored.expiresAt?.toISOString()).toBe('2027-11-18T06:00:00.000Z');
  expect(stored.notAccessedPeriod).toBe('p3m');
  expect(stored.credentials).toHaveLength(1);
  expect(stored.credentials[0]?.accessKey).toBe(issued.accessKey);
  expect(stored.credentials[0]?.secretHash).toEqual(keyring().mac('credential-pepper', issued.key));
  expect(await auditKinds(issued.id)).toEqual(['key.generated']);
});

test('refuses a name that is taken in another spelling, and names the key that has it', async () => {
  expectOk(await generateKey(ctx, { name: 'Ｂilling  Export' }));
  const second = await generateKey(ctx, { name: 'billing export' });
  expect(second).toEqual({ ok: false, error: { code: 'NAME_TAKEN', name: 'Ｂilling  Export' } });
});

test('gives a deleted key’s name away again', async () => {
  const first = expectOk(await generateKey(ctx, { name: 'Reused' }));
  expectOk(await deleteKey(ctx, { keyId: first.id }));
  expect(refusal(await generateKey(ctx, { name: 'Reused' }))).toBe('ok');
});

test.each([
  ['key management is missing', { hasKeyManagement: false }, 'KEY_MANAGEMENT_REQUIRED'],
  ['MFA is off where the policy requires it', { hasMfa: false }, 'MFA_REQUIRED'],
  ['nothing is missing', {}, 'ok'],
])('answers when %s', async (_, traits, expected) => {
  const person = await makePerson(clock, companyId, traits);
  expect(refusal(await generateKey(contextFor(person, clock), { name: 'Any' }))).toBe(expected);
});

test('asks for no MFA where the policy asks for none', async () => {
  const company = await makeCompany(clock, { requiresMfa: false });
  const person = await makePerson(clock, company, { hasMfa: false });
  expect(refusal(await generateKey(contextFor(person, clock), { name: 'Any' }))).toBe('ok');
});

test('believes the database, not the session, about permission and MFA', async () => {
  const person = await makePerson(clock, companyId);
  await database().person.update({ where: { id: person.id }, data: { hasKeyManagement: false } });
  expect(refusal(await generateKey(contextFor(person, clock), { name: 'Any' }))).toBe('KEY_MANAGEMENT_REQUIRED');
});

test('stops at the policy’s limit, and two at once do not pass it', async () => {
  const company = await makeCompany(clock, { keysPerOwner: 3 });
  const owner = contextFor(await makePerson(clock, company), clock);
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, index) => generateKey(owner, { name: `Race ${index}` })),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(3);
  expect(results.filter((result) => refusal(result) === 'LIMIT_REACHED')).toHaveLength(5);
});

test('two at once under one name: exactly one wins', async () => {
  const results = await Promise.all(['Same', 'same', 'SAME'].map((name) => generateKey(ctx, { name })));
  expect(results.map(refusal).sort()).toEqual(['NAME_TAKEN', 'NAME_TAKEN', 'ok']);
});

describe('an expiration that the person chose', () => {
  const choose = (owner: Ctx, date: string, time: string) =>
    generateKey(owner, { name: `Until ${date} ${time}`, expiresAt: { date, time } });

  test('is read on the person’s wall, and shown as the company’s date', async () => {
    const tokyo = contextFor(await makePerson(clock, companyId, { timeZone: 'Asia/Tokyo' }), clock);
    const { id } = expectOk(await choose(tokyo, '2027-01-15', '09:30'));
    const stored = await findStored(id);
    expect(stored.expiresAt?.toISOString()).toBe('2027-01-15T00:30:00.000Z');
    expect(stored.expirationDate).toBe('2027-01-14');
  });

  test('is at least a minute and at most the policy’s period away, both ends allowed', async () => {
    expect(refusal(await choose(ctx, '2026-11-18', '10:42'))).toBe('EXPIRES_TOO_SOON');
    expect(refusal(await choose(ctx, '2026-11-18', '10:43'))).toBe('ok');
    expect(refusal(await choose(ctx, '2027-11-18', '10:42'))).toBe('ok');
    expect(refusal(await choose(ctx, '2027-11-18', '10:43'))).toBe('EXPIRES_TOO_LATE');
  });

  test('is refused where policy sets the end itself', async () => {
    const expiry = { rule: 'END_OF_PREVIOUS_DAY', lifetime: { count: 1, unit: 'y' } } as const;
    const owner = contextFor(await makePerson(clock, await makeCompany(clock, { expiry })), clock);
    expect(refusal(await choose(owner, '2027-01-15', '09:30'))).toBe('POLICY_FORBIDS');
    expect(refusal(await generateKey(owner, { name: 'By policy' }))).toBe('ok');
  });
});

test('a key is issued under the policy that is in force when it comes to be, not under one that is being replaced', async () => {
  const company = await makeCompany(clock);
  const owner = contextFor(await makePerson(clock, company), clock);
  const generated = await database().$transaction(async (tx) => {
    await tx.keyPolicy.update({ where: { companyId: company }, data: { notAccessedPeriod: 'p1m' } });
    const waiting = generateKey(owner, { name: 'Late' });
    await untilSomebodyWaits();
    return { waiting };
  });
  const { id } = expectOk(await generated.waiting);
  expect((await findStored(id)).notAccessedPeriod).toBe('p1m');
});
