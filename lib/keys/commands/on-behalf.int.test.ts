import { beforeEach, describe, expect, test } from 'vitest';
import type { OwnerRef } from '@/lib/authz/can';
import { toDate } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson, makeServiceAccount } from '@/test/support/scene';
import { activateKey } from './activate-key';
import { deleteKey } from './delete-key';
import { disableKey } from './disable-key';
import { editKey } from './edit-key';
import { generateKey, generateKeyFor } from './generate-key';
import { regenerateKey } from './regenerate-key';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let administrator: Ctx;

beforeEach(async () => {
  companyId = await makeCompany(clock);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
});

const newest = (keyId: string) =>
  database().auditEvent.findFirstOrThrow({ where: { keyId }, orderBy: { seq: 'desc' } });
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;

async function ownersKey(traits: Parameters<typeof makePerson>[2] = {}) {
  const person = await makePerson(clock, companyId);
  const { id } = expectOk(await generateKey(contextFor(person, clock), { name: 'Billing export' }));
  const { hasKeyManagement = true, hasMfa = true } = traits;
  const off = { mfaEnabledAt: null, totpSecret: null, secretId: null };
  await database().person.update({ where: { id: person.id }, data: { hasKeyManagement, ...(hasMfa ? {} : off) } });
  return { id, person };
}

test('an administrator does everything to a person’s key, and the audit says who and for whom', async () => {
  const { id, person } = await ownersKey();
  expectOk(await disableKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
  expectOk(await activateKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
  expectOk(await editKey(administrator, { keyId: id, name: 'Ledger' }, 'ADMINISTRATOR'));
  const issued = expectOk(await regenerateKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
  expect(issued.key).toMatch(/^kd_/);
  expectOk(await deleteKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
  const actor = administrator.actor.kind === 'person' ? administrator.actor.id : '';
  expect(await newest(id)).toMatchObject({ kind: 'key.deleted', actorId: actor, personId: person.id });
});

test('nobody acts as an administrator who is none, has no MFA, or is of another company', async () => {
  const { id } = await ownersKey();
  const others = [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
    await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
  ];
  for (const other of others) {
    const ctx = contextFor(other, clock);
    expect(codeOf(await disableKey(ctx, { keyId: id }, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
    expect(codeOf(await generateKeyFor(ctx, { kind: 'COMPANY', id: companyId }, { name: 'x' }, 'ADMINISTRATOR'))).toBe(
      'NOT_FOUND',
    );
  }
  expectOk(await disableKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
});

test('an administrator who was unmade since the page was read acts no more', async () => {
  const { id } = await ownersKey();
  if (administrator.actor.kind !== 'person') throw new Error('an administrator is a person');
  await database().person.update({ where: { id: administrator.actor.id }, data: { isAdministrator: false } });
  expect(codeOf(await disableKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
});

test('a key whose owner may have none any more can be stopped, and nothing else', async () => {
  const { id } = await ownersKey({ hasKeyManagement: false });
  expect(codeOf(await regenerateKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('KEY_MANAGEMENT_REQUIRED');
  expect(codeOf(await disableKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('ok');
  expect(codeOf(await activateKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('KEY_MANAGEMENT_REQUIRED');
  expect(codeOf(await deleteKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('ok');
});

test('a deactivated owner’s key can be stopped, and no mail goes to somebody who is gone', async () => {
  const { id, person } = await ownersKey();
  await database().person.update({ where: { id: person.id }, data: { deactivatedAt: toDate(clock.now()) } });
  expect(codeOf(await regenerateKey(administrator, { keyId: id }, 'ADMINISTRATOR'))).toBe('OWNER_INACTIVE');
  expectOk(await disableKey(administrator, { keyId: id }, 'ADMINISTRATOR'));
  expect(await database().outboxMail.count({ where: { keyId: id } })).toBe(0);
});

test('what an administrator types as a time is in their own zone', async () => {
  const person = await makePerson(clock, companyId, { timeZone: 'Asia/Tokyo' });
  const owner: OwnerRef = { kind: 'USER', id: person.id };
  const expiresAt = { date: '2026-12-24', time: '10:00' };
  const issued = expectOk(await generateKeyFor(administrator, owner, { name: 'Timed', expiresAt }, 'ADMINISTRATOR'));
  const stored = await database().apiKey.findUniqueOrThrow({ where: { id: issued.id } });
  expect(stored.expiresAt?.toISOString()).toBe('2026-12-24T16:00:00.000Z'); // 10 AM in Chicago
});

describe('a service account’s key', () => {
  const generate = async (traits = {}) => {
    const account = await makeServiceAccount(clock, companyId, traits);
    const owner: OwnerRef = { kind: 'SERVICE_ACCOUNT', id: account.id };
    return { account, issued: await generateKeyFor(administrator, owner, { name: 'Sync' }, 'ADMINISTRATOR') };
  };

  test('is made by an administrator, and the audit names the user ID', async () => {
    const { account, issued } = await generate();
    const { id } = expectOk(issued);
    expect(await newest(id)).toMatchObject({ serviceAccountUserId: account.userId, personId: null });
    expect(await database().apiKey.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ownerKind: 'SERVICE_ACCOUNT',
      ownerServiceAccountId: account.id,
      ownerPersonId: null,
    });
  });

  test('is not made for one that is deactivated, or of another company', async () => {
    expect(codeOf((await generate({ isActive: false })).issued)).toBe('OWNER_INACTIVE');
    const foreign = await makeServiceAccount(clock, await makeCompany(clock));
    const owner: OwnerRef = { kind: 'SERVICE_ACCOUNT', id: foreign.id };
    expect(codeOf(await generateKeyFor(administrator, owner, { name: 'x' }, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
  });

  test('cannot be made where policy knows people only', async () => {
    companyId = await makeCompany(clock, { ownerKinds: ['USER'] });
    administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    expect(codeOf((await generate()).issued)).toBe('POLICY_FORBIDS');
  });

  test('of two at the limit, one is made', async () => {
    companyId = await makeCompany(clock, { keysPerOwner: 1 });
    administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    const { id } = await makeServiceAccount(clock, companyId);
    const both = ['One', 'Two'].map((name) =>
      generateKeyFor(administrator, { kind: 'SERVICE_ACCOUNT', id }, { name }, 'ADMINISTRATOR'),
    );
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['LIMIT_REACHED', 'ok']);
  });
});

describe('the company’s own key', () => {
  const generate = (input: Parameters<typeof generateKeyFor>[2]) =>
    generateKeyFor(administrator, { kind: 'COMPANY', id: companyId }, input, 'ADMINISTRATOR');

  test('for apps is publishable: one string, no secret, and never full access', async () => {
    const issued = expectOk(await generate({ name: 'Store locator', audience: 'CLIENT', description: 'The app' }));
    expect(issued).toMatchObject({ accessSecret: null, key: issued.accessKey });
    expect(issued.key).toMatch(/^kdp_[0-9A-Za-z]{28}$/);
    const stored = await database().apiKey.findUniqueOrThrow({
      where: { id: issued.id },
      include: { credentials: true },
    });
    expect(stored).toMatchObject({
      audience: 'CLIENT',
      access: 'SELECTED',
      ownerId: companyId,
      description: 'The app',
    });
    expect(stored.credentials).toMatchObject([{ secretHash: null, secretId: null }]);
    const again = expectOk(await regenerateKey(administrator, { keyId: issued.id }, 'ADMINISTRATOR'));
    expect(again.key).toMatch(/^kdp_/);
    expect(again.key).not.toBe(issued.key);
  });

  test('for servers is secret', async () => {
    expect(expectOk(await generate({ name: 'Nightly' })).accessSecret).toHaveLength(49);
  });

  test('has selected access where policy knows no other', async () => {
    companyId = await makeCompany(clock, { allows: { ...DEFAULT_POLICY.allows, fullAccess: false } });
    administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    const { id } = expectOk(await generate({ name: 'Nightly' }));
    expect((await database().apiKey.findUniqueOrThrow({ where: { id } })).access).toBe('SELECTED');
  });
});

test('administrators who act on each other’s keys at once do not wait for each other', async () => {
  const second = await makePerson(clock, companyId, { isAdministrator: true });
  const first = administrator.actor.kind === 'person' ? administrator.actor : second;
  const rounds = Array.from({ length: 10 }, (_, round) => [
    generateKeyFor(administrator, { kind: 'USER', id: second.id }, { name: `a${round}` }, 'ADMINISTRATOR'),
    generateKeyFor(contextFor(second, clock), { kind: 'USER', id: first.id }, { name: `b${round}` }, 'ADMINISTRATOR'),
  ]);
  expect((await Promise.all(rounds.flat())).map(codeOf)).toEqual(Array(20).fill('ok'));
});
