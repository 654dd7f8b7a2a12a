import { beforeAll, describe, expect, test } from 'vitest';
import { verifyChains } from '@/lib/audit/verify';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, toDate } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { untilSomebodyWaits } from '@/test/support/lock-wait';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import type { KeyError } from '../errors';
import { findOwnKeys } from '../queries';
import { activateKey } from './activate-key';
import { deleteKey } from './delete-key';
import { disableKey } from './disable-key';
import { editKey } from './edit-key';
import { generateKey } from './generate-key';
import { regenerateKey } from './regenerate-key';
import { renewKey } from './renew-key';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let dana: PersonActor;
let ctx: Ctx;

beforeAll(async () => {
  companyId = await makeCompany(clock, { keysPerOwner: null });
  dana = await makePerson(clock, companyId);
  ctx = contextFor(dana, clock);
});

let count = 0;
const newKey = async (owner: Ctx = ctx) => {
  count += 1;
  return expectOk(await generateKey(owner, { name: `Key ${count}` }));
};
const refusal = (result: { ok: boolean; error?: KeyError }) => (result.ok ? 'ok' : result.error?.code);
const auditKinds = async (keyId: string) =>
  (await database().auditEvent.findMany({ where: { keyId }, orderBy: { seq: 'asc' } })).map((event) => event.kind);
const findStored = (id: string) =>
  database().apiKey.findUniqueOrThrow({ where: { id }, include: { credentials: true } });

describe('generate', () => {
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
});

describe('disable and activate', () => {
  test('move the switch, each with its audit row, and write one reminder for each time it is disabled', async () => {
    const { id } = await newKey();
    expectOk(await disableKey(ctx, { keyId: id }));
    expect((await findStored(id)).disabledAt).toEqual(toDate(clock.now()));
    expect(refusal(await disableKey(ctx, { keyId: id }))).toBe('CONFLICT');
    expectOk(await activateKey(ctx, { keyId: id }));
    expect(refusal(await activateKey(ctx, { keyId: id }))).toBe('CONFLICT');
    expectOk(await disableKey(ctx, { keyId: id }));
    expect(await auditKinds(id)).toEqual(['key.generated', 'key.disabled', 'key.activated', 'key.disabled']);
    expect(await database().outboxMail.count({ where: { keyId: id } })).toBe(2);
  });

  test('of ten at once exactly one disables, audits and mails', async () => {
    const { id } = await newKey();
    const results = await Promise.all(Array.from({ length: 10 }, () => disableKey(ctx, { keyId: id })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(9);
    expect(await auditKinds(id)).toEqual(['key.generated', 'key.disabled']);
    expect(await database().outboxMail.count({ where: { keyId: id } })).toBe(1);
  });

  test('with MFA off a key may still be disabled and deleted, and nothing else', async () => {
    const person = await makePerson(clock, companyId);
    const owner = contextFor(person, clock);
    const { id } = await newKey(owner);
    await database().person.update({
      where: { id: person.id },
      data: { mfaEnabledAt: null, totpSecret: null, secretId: null },
    });
    expect(refusal(await regenerateKey(owner, { keyId: id }))).toBe('MFA_REQUIRED');
    expect(refusal(await editKey(owner, { keyId: id, name: 'Other' }))).toBe('MFA_REQUIRED');
    expect(refusal(await disableKey(owner, { keyId: id }))).toBe('ok');
    expect(refusal(await activateKey(owner, { keyId: id }))).toBe('MFA_REQUIRED');
    expect(refusal(await deleteKey(owner, { keyId: id }))).toBe('ok');
  });
});

describe('regenerate', () => {
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
    const results = await Promise.all(Array.from({ length: 6 }, () => regenerateKey(ctx, { keyId: id })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(5);
    expect((await findStored(id)).credentials.filter((credential) => credential.retiredAt === null)).toHaveLength(1);
  });
});

test('disable against regenerate: one credential is in force, and the key is as the last of them left it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id } = await newKey();
    const [disabled, regenerated] = await Promise.all([
      disableKey(ctx, { keyId: id }),
      regenerateKey(ctx, { keyId: id }),
    ]);
    const stored = await findStored(id);
    expect([disabled.ok, regenerated.ok]).toContain(true);
    expect(stored.credentials.filter((credential) => credential.retiredAt === null)).toHaveLength(1);
    const kinds = (await auditKinds(id)).slice(1);
    expect(kinds).toHaveLength([disabled, regenerated].filter((result) => result.ok).length);
    expect(stored.disabledAt === null).toBe(kinds.at(-1) === 'key.regenerated');
  }
});

describe('edit and delete', () => {
  test('rename keeps the key and its pair, and refuses a namesake', async () => {
    const first = await newKey();
    const second = await newKey();
    expectOk(await editKey(ctx, { keyId: first.id, name: 'Renamed', description: 'Monthly run' }));
    expect(await findStored(first.id)).toMatchObject({ name: 'Renamed', description: 'Monthly run' });
    expect(refusal(await editKey(ctx, { keyId: second.id, name: 'RENAMED ' }))).toBe('NAME_TAKEN');
    expect(refusal(await editKey(ctx, { keyId: first.id, name: 'renamed' }))).toBe('ok');
    expect((await findStored(first.id)).description).toBe('Monthly run');
  });

  test('two renames to one name at once: exactly one wins', async () => {
    const [first, second] = [await newKey(), await newKey()];
    const results = await Promise.all([first, second].map(({ id }) => editKey(ctx, { keyId: id, name: 'Wanted' })));
    expect(results.map(refusal).sort()).toEqual(['NAME_TAKEN', 'ok']);
  });

  test('delete leaves a tombstone; from then on the key is not found by anything', async () => {
    const { id } = await newKey();
    expectOk(await deleteKey(ctx, { keyId: id }));
    expect((await findStored(id)).deletedAt).not.toBeNull();
    for (const command of [disableKey, activateKey, regenerateKey, deleteKey]) {
      expect(refusal(await command(ctx, { keyId: id }))).toBe('NOT_FOUND');
    }
    expect(refusal(await editKey(ctx, { keyId: id, name: 'Any' }))).toBe('NOT_FOUND');
    expect((await findOwnKeys(ctx)).keys.some((key) => key.id === id)).toBe(false);
  });

  test('delete against regenerate: no credential of a deleted key stays in force', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await newKey();
      await Promise.all([deleteKey(ctx, { keyId: id }), regenerateKey(ctx, { keyId: id })]);
      const stored = await findStored(id);
      const inForce = stored.credentials.filter((credential) => credential.retiredAt === null).length;
      expect(inForce).toBe(stored.deletedAt === null ? 1 : 0);
    }
  });
});

describe('an expiration that the person chose', () => {
  const choose = (owner: Ctx, date: string, time: string) => {
    count += 1;
    return generateKey(owner, { name: `Chosen ${count}`, expiresAt: { date, time } });
  };

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

describe('what policy forbids', () => {
  test.each([
    ['disable', disableKey],
    ['regenerate', regenerateKey],
    ['rename', (owner: Ctx, { keyId }: { keyId: string }) => editKey(owner, { keyId, name: 'Any' })],
  ] as const)('%s is refused by the server too', async (name, command) => {
    const company = await makeCompany(clock, { allows: { ...DEFAULT_POLICY.allows, [name]: false } });
    const owner = contextFor(await makePerson(clock, company), clock);
    const { id } = await newKey(owner);
    expect(refusal(await command(owner, { keyId: id }))).toBe('POLICY_FORBIDS');
    expect(refusal(await deleteKey(owner, { keyId: id }))).toBe('ok');
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

describe('somebody else’s key', () => {
  test('is not found, in the same company and in another, and nothing changes', async () => {
    const { id } = await newKey();
    const before = await findStored(id);
    const colleague = contextFor(await makePerson(clock, companyId), clock);
    // On the page of their own keys an administrator reaches nobody else's.
    const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    const stranger = contextFor(await makePerson(clock, await makeCompany(clock)), clock);
    for (const other of [colleague, administrator, stranger]) {
      for (const command of [disableKey, activateKey, regenerateKey, deleteKey]) {
        expect(refusal(await command(other, { keyId: id }))).toBe('NOT_FOUND');
      }
      expect(refusal(await editKey(other, { keyId: id, name: 'Mine' }))).toBe('NOT_FOUND');
    }
    expect(await findStored(id)).toEqual(before);
  });

  test('is not found without a person', async () => {
    const { id } = await newKey();
    const nobody = contextFor({ kind: 'anonymous' }, clock);
    expect(refusal(await disableKey(nobody, { keyId: id }))).toBe('NOT_FOUND');
    expect(refusal(await generateKey(nobody, { name: 'Any' }))).toBe('NOT_FOUND');
  });
});

test('after all of this every chain holds, and no secret stands in any table', async () => {
  const issued = await newKey();
  const reports = await verifyChains(database(), keyring());
  expect(reports.length).toBeGreaterThan(1);
  expect(reports.filter((report) => !report.holds)).toEqual([]);
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const [row] = await database().$queryRawUnsafe<{ hits: bigint }[]>(
      `SELECT count(*) AS hits FROM ${name} t WHERE position($1 in t::text) > 0`,
      issued.key.slice(-49, -6),
    );
    expect({ name, hits: row?.hits }).toEqual({ name, hits: 0n });
  }
});
