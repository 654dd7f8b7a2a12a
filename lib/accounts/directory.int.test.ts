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
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { invitePerson } from './commands/invite-person';
import { findPeople, findPerson } from './directory-queries';
import { peopleFilterSchema } from './directory-schemas';
import { forgetExpiredSignIns } from './forget-expired-sign-ins';
import { presentPerson } from './present-people';

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
      data: Array.from({ length: 59 }, (_, index) => ({
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
    expect(first).toMatchObject({ found: 60, all: 60, page: { previous: null } });
    const pageAt = (after: string | null | undefined) =>
      findPeople(administrator, filterOf(), parseListPlace({ after: after ?? '' }, 2));
    const second = await pageAt(first?.page.next);
    const third = await pageAt(second?.page.next);
    const seen = [first, second, third].flatMap((page) => page?.page.rows.map(({ id }) => id) ?? []);
    expect(new Set(seen).size).toBe(60);
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
