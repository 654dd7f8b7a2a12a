import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, HOUR, toDate } from '@/lib/kernel/instant';
import { parseListPlace } from '@/lib/kernel/list-place';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { presentStopping } from '@/lib/keys/present-page';
import { findKeysOf } from '@/lib/keys/queries';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { runNextProcess } from '@/lib/processes/run-processes';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { changePeople, peopleProcess } from './commands/change-people';
import { invitePerson } from './commands/invite-person';
import { findPeople, findPerson, previewPeopleChange } from './directory-queries';
import { type ChangePeopleInput, changePeopleSchema, type PeopleChange, peopleFilterSchema } from './directory-schemas';
import { forgetExpiredSignIns } from './forget-expired-sign-ins';
import { presentChangePreview, presentPerson } from './present-people';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let boss: PersonActor;
let administrator: Ctx;

beforeEach(async () => {
  companyId = await makeCompany(clock);
  boss = await makePerson(clock, companyId, { isAdministrator: true });
  administrator = contextFor(boss, clock);
  await database().person.update({ where: { id: boss.id }, data: { name: 'Priya Raman' } });
});

async function named(name: string, traits?: Parameters<typeof makePerson>[2]): Promise<PersonActor> {
  const person = await makePerson(clock, companyId, traits);
  await database().person.update({ where: { id: person.id }, data: { name } });
  return person;
}

const filterOf = (given: Record<string, string> = {}) => peopleFilterSchema.parse(given);

async function names(given: Record<string, string> = {}): Promise<string[]> {
  const directory = await findPeople(administrator, filterOf(given), null);
  return (directory?.page.rows ?? []).map(({ name }) => name);
}

describe('the list of people', () => {
  test('is for the company’s administrators with MFA, and holds nobody else’s people', async () => {
    await makePerson(clock, await makeCompany(clock));
    const person = await named('Ada');
    const others = [
      await makePerson(clock, companyId),
      await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
    ];
    for (const other of others) {
      expect(await findPeople(contextFor(other, clock), filterOf(), null)).toBeNull();
      expect(await findPerson(contextFor(other, clock), person.id)).toBeNull();
    }
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expect((await findPeople(contextFor(stranger, clock), filterOf(), null))?.page.rows).toHaveLength(1);
    expect(await findPerson(contextFor(stranger, clock), person.id)).toBeNull();
    expect((await findPeople(administrator, filterOf(), null))?.page.rows).toHaveLength(4);
    expect(await findPerson(administrator, person.id)).toMatchObject({ name: 'Ada' });
  });

  test('is sorted by name in any case, and finds three letters anywhere in name or address', async () => {
    await named('anna berg');
    await named('Bertil');
    const ulla = await named('Ulla');
    await database().person.update({ where: { id: ulla.id }, data: { emailKey: 'u.berglund@northwind.example' } });
    expect(await names()).toEqual(['anna berg', 'Bertil', 'Priya Raman', 'Ulla']);
    expect(await names({ q: 'BER' })).toEqual(['anna berg', 'Bertil', 'Ulla']);
    expect(await names({ q: '%' })).toEqual([]);
    // Only the addresses that hold one: it stands for itself.
    expect(await names({ q: '_' })).toEqual(['anna berg', 'Bertil', 'Priya Raman']);
    expect(await names({ q: '\\' })).toEqual([]);
  });

  test('is filtered by state, role, permission and MFA, alone and together', async () => {
    await named('No keys', { hasKeyManagement: false });
    await named('No MFA', { hasMfa: false });
    const gone = await named('Gone');
    await database().person.update({ where: { id: gone.id }, data: { deactivatedAt: toDate(clock.now()) } });
    expectOk(
      await invitePerson(administrator, {
        name: 'Invited',
        email: `${newId('usr').toLowerCase()}@northwind.example`,
        hasKeyManagement: false,
        isAdministrator: true,
      }),
    );
    expect(await names({ keys: 'none' })).toEqual(['Invited', 'No keys']);
    expect(await names({ mfa: 'off' })).toEqual(['Invited', 'No MFA']);
    expect(await names({ role: 'administrator' })).toEqual(['Invited', 'Priya Raman']);
    expect(await names({ state: 'invited' })).toEqual(['Invited']);
    expect(await names({ state: 'deactivated' })).toEqual(['Gone']);
    expect(await names({ state: 'active' })).toEqual(['No keys', 'No MFA', 'Priya Raman']);
    expect(await names({ state: 'active', mfa: 'off', q: 'no ' })).toEqual(['No MFA']);
    expect(await names({ state: 'nonsense', mfa: 'x' })).toHaveLength(5);
  });

  test('is read page by page, forth and back, each person once, namesakes too', async () => {
    const at = toDate(clock.now());
    await database().person.createMany({
      data: Array.from({ length: 119 }, (_, index) => ({
        id: newId('usr'),
        companyId,
        email: `n${index}@x.example`,
        emailKey: `n${index}.${newId('usr').toLowerCase()}@x.example`,
        name: index % 3 === 0 ? 'Namesake' : `Person ${index}`,
        appearance: 'SYSTEM',
        isAdministrator: false,
        isInstallationOperator: false,
        hasKeyManagement: false,
        createdAt: at,
      })),
    });
    const first = await findPeople(administrator, filterOf(), null);
    expect(first).toMatchObject({ found: 120, all: 120, page: { previous: null } });
    const pageAt = (after: string | null | undefined) =>
      findPeople(administrator, filterOf(), parseListPlace({ after: after ?? '' }, 2));
    const second = await pageAt(first?.page.next);
    const third = await pageAt(second?.page.next);
    const seen = [first, second, third].flatMap((page) => page?.page.rows.map(({ id }) => id) ?? []);
    expect(new Set(seen).size).toBe(120);
    expect(third?.page).toMatchObject({ next: null });
    const back = await findPeople(administrator, filterOf(), parseListPlace({ before: third?.page.previous ?? '' }, 2));
    expect(back?.page.rows).toEqual(second?.page.rows);
  });

  test('tells keys, last seen and what can be asked about each', async () => {
    const person = await named('Ada');
    expectOk(await generateKey(contextFor(person, clock), { name: 'One' }));
    const lastSeenAt = toDate(clock.now());
    await database().session.create({
      data: {
        id: newId('ses'),
        companyId,
        personId: person.id,
        tokenHash: new Uint8Array(Buffer.from(newId('ses'))),
        createdAt: lastSeenAt,
        lastSeenAt,
        expiresAt: lastSeenAt,
        passwordAt: lastSeenAt,
      },
    });
    const row = await findPerson(administrator, person.id);
    if (row === null) throw new Error('not there');
    const reading = { now: clock.now(), readerZone: 'America/Chicago', readerId: boss.id };
    expect(presentPerson(row, reading)).toMatchObject({ keys: '1', lastSeen: { label: 'just now' }, isOwn: false });
    const own = await findPerson(administrator, boss.id);
    if (own === null) throw new Error('not there');
    const questions = presentPerson(own, reading).questions;
    expect(questions).toContain('unmake-administrator');
    expect(questions).not.toContain('reset-mfa');
    expect(questions).not.toContain('start-reset');
    expect(presentPerson(row, reading).questions).toContain('reset-mfa');
  });

  test('still knows when somebody was last seen after their sign-ins are forgotten', async () => {
    const person = await named('Ada');
    const session = (id: string, ago: number) => {
      const at = toDate(clock.now());
      at.setTime(at.getTime() - ago);
      const tokenHash = new Uint8Array(Buffer.from(id));
      const times = { createdAt: at, lastSeenAt: at, expiresAt: at, passwordAt: at };
      return { id, companyId, personId: person.id, tokenHash, ...times };
    };
    const [newer, older] = [newId('ses'), newId('ses')];
    await database().session.createMany({ data: [session(newer, 40 * DAY), session(older, 50 * DAY)] });
    await forgetExpiredSignIns(database(), clock.now());
    const left = await database().session.findMany({ where: { personId: person.id }, select: { id: true } });
    expect(left).toEqual([{ id: newer }]);
  });
});

describe('the keys that stop with their owner', () => {
  test('are those that work now, the last used first', async () => {
    const person = await named('Ada');
    const ctx = contextFor(person, clock);
    const older = expectOk(await generateKey(ctx, { name: 'Older' }));
    const newer = expectOk(await generateKey(ctx, { name: 'Newer' }));
    expectOk(await generateKey(ctx, { name: 'Never' }));
    const off = expectOk(await generateKey(ctx, { name: 'Off' }));
    expectOk(await disableKey(ctx, { keyId: off.id }));
    const use = (keyId: string, ago: number) => {
      const lastUsedAt = toDate(clock.now());
      lastUsedAt.setTime(lastUsedAt.getTime() - ago);
      return { keyId, companyId, lastUsedAt };
    };
    await database().keyLastUse.createMany({ data: [use(older.id, 5 * HOUR), use(newer.id, HOUR / 2)] });
    const others = await findKeysOf(administrator, { kind: 'USER', id: person.id });
    if (others === null) throw new Error('not there');
    expect(presentStopping(others)).toMatchObject({
      count: 3,
      keys: [
        { name: 'Newer', isRecent: true },
        { name: 'Older', lastUsed: '5 hours ago' },
        { name: 'Never', lastUsed: 'Never' },
      ],
    });
    expect(await findKeysOf(ctx, { kind: 'USER', id: person.id })).toBeNull();
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expect(await findKeysOf(contextFor(stranger, clock), { kind: 'USER', id: person.id })).toBeNull();
  });
});

const several = (change: PeopleChange, people: PersonActor[]): ChangePeopleInput =>
  changePeopleSchema.parse({ change, people: people.map(({ id }) => id).join(',') });
const everybody = (change: PeopleChange, filter = ''): ChangePeopleInput =>
  changePeopleSchema.parse({ change, filter });
const row = (id: string) => database().person.findUniqueOrThrow({ where: { id } });

/** The worker, until nothing is left to do. */
async function work(): Promise<void> {
  const engine = { db: database(), clock, handlers: [peopleProcess], stop: new AbortController().signal };
  for (let turn = 0; turn < 20 && (await runNextProcess(engine)); turn += 1);
}

describe('a change of several people', () => {
  test('is counted before it is done, and the count is what happens', async () => {
    const people = [await named('Ada'), await named('Bo'), await named('Cy')];
    for (const person of people.slice(0, 2)) {
      expectOk(await generateKey(contextFor(person, clock), { name: 'Working' }));
      const { id } = expectOk(await generateKey(contextFor(person, clock), { name: 'Off' }));
      expectOk(await disableKey(contextFor(person, clock), { keyId: id }));
    }
    const [, , gone] = people;
    await database().person.update({ where: { id: gone?.id ?? '' }, data: { deactivatedAt: toDate(clock.now()) } });
    const input = several('DEACTIVATE', [...people, boss]);
    const counts = expectOk(await previewPeopleChange(administrator, input));
    expect(counts).toEqual({ selected: 4, changing: 2, hasActor: true, workingKeys: 2 });
    expect(presentChangePreview('DEACTIVATE', counts)).toMatchObject({
      summary: '2 of 4 people change',
      notes: ['2 keys stop.', '1 is so already.', 'You are left out.'],
    });
    expect(expectOk(await changePeople(administrator, input))).toEqual({
      change: 'DEACTIVATE',
      count: 2,
      isUnderWay: false,
    });
    for (const { id } of people) expect((await row(id)).deactivatedAt).not.toBeNull();
    expect((await row(boss.id)).deactivatedAt).toBeNull();
    expect(await database().auditEvent.count({ where: { chain: companyId, kind: 'person.deactivated' } })).toBe(2);
    expect(expectOk(await previewPeopleChange(administrator, input)).changing).toBe(0);
  });

  test('counts no key that has expired unused, by the calendar of the company', async () => {
    const person = await named('Ada');
    expectOk(await generateKey(contextFor(person, clock), { name: 'Rests' }));
    const input = several('DEACTIVATE', [person]);
    expect(expectOk(await previewPeopleChange(administrator, input)).workingKeys).toBe(1);
    clock.advance(93 * DAY);
    expect(expectOk(await previewPeopleChange(administrator, input)).workingKeys).toBe(0);
    clock.advance(-93 * DAY);
  });

  test('reaches nobody of another company, and is nobody’s but administrators’', async () => {
    const person = await named('Ada');
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    const input = several('DEACTIVATE', [person]);
    expect(expectOk(await changePeople(contextFor(stranger, clock), input)).count).toBe(0);
    expect(expectOk(await previewPeopleChange(contextFor(stranger, clock), input)).selected).toBe(0);
    for (const input of [several('DEACTIVATE', [person]), everybody('DEACTIVATE')]) {
      expect(await changePeople(contextFor(person, clock), input)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    }
    expect(await previewPeopleChange(contextFor(person, clock), input)).toMatchObject({ ok: false });
    expect((await row(person.id)).deactivatedAt).toBeNull();
    expect(expectOk(await changePeople(administrator, input)).count).toBe(1);
  });

  test('by an administrator who was unmade meanwhile is refused', async () => {
    const person = await named('Ada');
    await database().person.update({ where: { id: boss.id }, data: { isAdministrator: false } });
    expect(await changePeople(administrator, several('DEACTIVATE', [person]))).toMatchObject({ ok: false });
    expect((await row(person.id)).deactivatedAt).toBeNull();
  });

  test('of the same people twice at once changes and audits each once', async () => {
    const people = [await named('Ada'), await named('Bo'), await named('Cy')];
    const input = several('WITHDRAW_KEY_MANAGEMENT', people);
    const answers = await Promise.all([1, 2, 3].map(() => changePeople(administrator, input)));
    expect(answers.map((answer) => expectOk(answer).count).sort()).toEqual([0, 0, 3]);
    const audited = { chain: companyId, kind: 'person.key_management_withdrawn' };
    expect(await database().auditEvent.count({ where: audited })).toBe(3);
  });

  test('of two administrators deactivating everybody but themselves, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      companyId = await makeCompany(clock);
      const pair = [await named('One', { isAdministrator: true }), await named('Two', { isAdministrator: true })];
      await Promise.all(pair.map((one) => changePeople(contextFor(one, clock), several('DEACTIVATE', pair))));
      expect(await database().person.count({ where: { companyId, deactivatedAt: null } })).toBe(1);
    }
  });
});

describe('a change of all that the filter finds', () => {
  async function crowd(count: number) {
    const at = toDate(clock.now());
    await database().person.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        id: newId('usr'),
        companyId,
        email: 'x@x.example',
        emailKey: `${newId('usr').toLowerCase()}@x.example`,
        name: `Crowd ${index}`,
        appearance: 'SYSTEM',
        isAdministrator: false,
        isInstallationOperator: false,
        hasKeyManagement: true,
        createdAt: at,
      })),
    });
  }

  test('is done by the worker, each person once with its audit row, and nobody who came later', async () => {
    await crowd(1_203);
    const input = everybody('DEACTIVATE', 'q=crowd');
    expect(expectOk(await changePeople(administrator, input))).toEqual({
      change: 'DEACTIVATE',
      count: 1_203,
      isUnderWay: true,
    });
    const late = await named('Crowd latecomer');
    await work();
    expect(await database().person.count({ where: { companyId, deactivatedAt: null } })).toBe(2);
    expect((await row(late.id)).deactivatedAt).toBeNull();
    const events = await database().auditEvent.findMany({
      where: { chain: companyId, kind: 'person.deactivated', actorId: boss.id },
      select: { personId: true },
    });
    expect(events).toHaveLength(1_203);
    expect(new Set(events.map(({ personId }) => personId)).size).toBe(1_203);
    expect(await database().process.findFirst({ where: { companyId } })).toMatchObject({
      state: 'COMPLETED',
      progress: { done: 1_203, skipped: 0, total: 1_203 },
    });
  });

  test('stops when whoever asked for it is no administrator any more', async () => {
    await crowd(3);
    expectOk(await changePeople(administrator, everybody('DEACTIVATE')));
    await database().person.update({ where: { id: boss.id }, data: { isAdministrator: false } });
    await work();
    expect(await database().person.count({ where: { companyId, deactivatedAt: null } })).toBe(4);
    expect(await database().process.findFirst({ where: { companyId } })).toMatchObject({ state: 'CANCELED' });
  });

  test('of nobody ends at once', async () => {
    expect(expectOk(await changePeople(administrator, everybody('GRANT_KEY_MANAGEMENT'))).count).toBe(0);
    await work();
    expect(await database().process.findFirst({ where: { companyId } })).toMatchObject({ state: 'COMPLETED' });
  });
});
