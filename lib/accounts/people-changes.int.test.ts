import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, toDate } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { runNextProcess } from '@/lib/processes/run-processes';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { changePeople, peopleProcess } from './commands/change-people';
import { previewPeopleChange } from './directory-queries';
import { type ChangePeopleInput, changePeopleSchema, type PeopleChange } from './directory-schemas';
import { presentChangePreview } from './present-people';

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
