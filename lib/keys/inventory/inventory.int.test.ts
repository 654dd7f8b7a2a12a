import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, fromDate, HOUR, type Instant, MINUTE, plus, toDate, toIso } from '@/lib/kernel/instant';
import { addPeriod, storedPeriod } from '@/lib/kernel/period';
import { nameKey } from '@/lib/kernel/text';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, makeCompany, makePerson, makeServiceAccount } from '@/test/support/scene';
import { seededRandom } from '@/test/support/seeded-random';
import { inactiveFrom } from '../domain/expiry';
import { judgeStanding, type StandingCode } from '../domain/verdict';
import { FILTERS, type KeyFilters, type KeySort, NO_FILTERS, parseFilters, parseSort, SORTS } from './filters';
import { findInventory, findPosture } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const ZONE = 'America/Chicago';
const random = seededRandom('inventory');

describe('when disuse ends a key', () => {
  const ZONES = [
    'America/Chicago',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
    'UTC',
  ];
  const PERIODS = ['p1d', 'p90d', 'p2w', 'p1m', 'p3m', 'p6m', 'p1y', 'p100y'];

  test('the database counts as the calendar of the kernel does, in any zone and at every change of its clocks', async () => {
    const cases = ZONES.flatMap((zone) =>
      PERIODS.flatMap((period) =>
        Array.from({ length: 40 }, (_, index) => {
          // Half of them so that the end falls near a change of the clocks or the end of a month.
          const near = [
            Date.UTC(2027, 2, 14, 8),
            Date.UTC(2026, 10, 1, 6),
            Date.UTC(2027, 3, 3, 15),
            Date.UTC(2027, 1, 28, 20),
          ];
          const base =
            index % 2 === 0 ? Date.UTC(2020, 0, 1) + random.below(8 * 365) * DAY : (near[random.below(4)] ?? 0);
          const at = plus(base as Instant, random.below(3 * DAY) - 36 * HOUR);
          return { zone, period, at: backBy(at, period, zone, index) };
        }),
      ),
    );
    const rows = await database().$queryRaw<{ ends: Date }[]>`
      SELECT key_inactive_from(at, period, zone) AS ends
      FROM unnest(${cases.map(({ at }) => toIso(at))}::timestamptz[], ${cases.map(({ period }) => period)}::text[],
        ${cases.map(({ zone }) => zone)}::text[]) WITH ORDINALITY AS c (at, period, zone, n) ORDER BY n`;
    const wrong = cases.flatMap(({ at, period, zone }, index) => {
      const expected = toIso(addPeriod(at, storedPeriod(period), zone));
      const found = rows[index]?.ends.toISOString();
      return found === expected ? [] : [{ zone, period, at: toIso(at), expected, found }];
    });
    expect(wrong).toEqual([]);
  });

  /** A start from which the period leads near `at`: some of them onto hours that do not exist, or exist twice. */
  function backBy(at: Instant, period: string, zone: string, index: number): Instant {
    if (index % 2 === 0) return at;
    const span = addPeriod(at, storedPeriod(period), zone) - at;
    return plus(at, -span);
  }
});

type Model = {
  id: string;
  name: string;
  accessKey: string;
  ownerKind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY';
  ownerNames: string[];
  isOwnerActive: boolean;
  hasMfa: boolean;
  access: 'FULL' | 'SELECTED';
  createdAt: Instant;
  issuedAt: Instant;
  expiresAt: Instant | null;
  notAccessed: string | null;
  lastUsedAt: Instant | null;
  isDisabled: boolean;
  hasIpPolicy: boolean;
};

let companyId: string;
let administrator: Ctx;
let models: Model[];
const KEYS = 400;
const WORDS = ['Billing export', 'ledger', 'Toll-free 100%', 'audit_pull', 'Straße', 'ÅNGSTRÖM sync', 'back\\slash'];

beforeAll(async () => {
  companyId = await makeCompany(clock, {}, ZONE);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  models = await makeKeys();
});

type Owner = Pick<Model, 'ownerKind' | 'ownerNames' | 'isOwnerActive' | 'hasMfa'> & { ownerId: string };

async function makeOwners(): Promise<Owner[]> {
  const people = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (index): Promise<Owner> => {
      const hasMfa = index % 3 !== 0;
      const isOwnerActive = index % 4 !== 1;
      const { id } = await makePerson(clock, companyId, { hasMfa });
      const name = ['Dana Whitfield', 'Marcus Oyelaran', 'Priya Raman'][index % 3] ?? '';
      const deactivatedAt = isOwnerActive ? null : toDate(clock.now());
      await database().person.update({ where: { id }, data: { name, deactivatedAt } });
      return { ownerKind: 'USER', ownerId: id, ownerNames: [name], isOwnerActive, hasMfa };
    }),
  );
  const accounts = await Promise.all(
    [true, false].map(async (isActive): Promise<Owner> => {
      const { id, userId } = await makeServiceAccount(clock, companyId, { isActive });
      const names = ['Carrier sync', userId];
      return { ownerKind: 'SERVICE_ACCOUNT', ownerId: id, ownerNames: names, isOwnerActive: isActive, hasMfa: true };
    }),
  );
  const company: Owner = {
    ownerKind: 'COMPANY',
    ownerId: companyId,
    ownerNames: ['Northwind'],
    isOwnerActive: true,
    hasMfa: true,
  };
  return [...people, ...accounts, company];
}

async function makeKeys(): Promise<Model[]> {
  const owners = await makeOwners();
  const now = clock.now();
  const made: Model[] = [];
  for (let index = 0; index < KEYS; index += 1) {
    const owner = owners[random.below(owners.length)];
    if (owner === undefined) throw new Error('no owner');
    const { ownerId, ...words } = owner;
    const issuedAt = plus(now, -random.below(200) * DAY - random.below(24) * HOUR);
    const model: Model = {
      ...words,
      id: newId('key'),
      name: `${WORDS[random.below(WORDS.length)]} ${index}`,
      accessKey: `kd_${newId('key').slice(4)}`,
      access: random.below(3) === 0 ? 'FULL' : 'SELECTED',
      createdAt: issuedAt,
      issuedAt,
      // Equal instants are in it, so that the id decides between them.
      expiresAt: random.below(5) === 0 ? null : plus(now, (random.below(80) - 20) * DAY),
      notAccessed: random.below(3) === 0 ? null : (['p3m', 'p6w', 'p90d'][random.below(3)] ?? null),
      lastUsedAt: random.below(4) === 0 ? null : plus(now, -random.below(60 * 24) * HOUR - random.below(60) * MINUTE),
      isDisabled: random.below(5) === 0,
      hasIpPolicy: random.below(2) === 0,
    };
    await store(model, ownerId);
    made.push(model);
  }
  // A key that was deleted, and one of another company, are in no list.
  const gone = {
    ...(made[0] as Model),
    id: newId('key'),
    name: 'Billing gone',
    accessKey: `kd_${newId('key').slice(4)}`,
  };
  await store(gone, (await database().apiKey.findUniqueOrThrow({ where: { id: (made[0] as Model).id } })).ownerId);
  await database().apiKey.update({ where: { id: gone.id }, data: { deletedAt: toDate(now) } });
  const elsewhere = await makeCompany(clock);
  const stranger = await makePerson(clock, elsewhere);
  const { id: _, ...columns } = await database().apiKey.findUniqueOrThrow({ where: { id: (made[1] as Model).id } });
  const foreign = {
    ...columns,
    id: newId('key'),
    companyId: elsewhere,
    ownerKind: 'USER' as const,
    ownerId: stranger.id,
  };
  await database().apiKey.create({
    data: { ...foreign, ownerPersonId: stranger.id, ownerServiceAccountId: null, groupId: null },
  });
  return made;
}

async function store(model: Model, ownerId: string): Promise<void> {
  const { id, ownerKind } = model;
  await database().apiKey.create({
    data: {
      id,
      companyId,
      ownerKind,
      ownerId,
      ownerPersonId: ownerKind === 'USER' ? ownerId : null,
      ownerServiceAccountId: ownerKind === 'SERVICE_ACCOUNT' ? ownerId : null,
      name: model.name,
      nameKey: nameKey(model.name),
      audience: 'BUSINESS_PROFILE',
      access: model.access,
      createdAt: toDate(model.createdAt),
      issuedAt: toDate(model.issuedAt),
      expiresAt: model.expiresAt === null ? null : toDate(model.expiresAt),
      expirationDate: model.expiresAt === null ? null : toIso(model.expiresAt).slice(0, 10),
      notAccessedPeriod: model.notAccessed,
      disabledAt: model.isDisabled ? toDate(clock.now()) : null,
      version: 1,
    },
  });
  const at = toDate(model.createdAt);
  const credential = { companyId, keyId: id, secretHash: null, secretId: null, validFrom: at, createdAt: at };
  await database().keyCredential.create({ data: { ...credential, id: newId('crd'), accessKey: model.accessKey } });
  await database().keyCredential.create({
    data: { ...credential, id: newId('crd'), accessKey: `kd_RETIRED${newId('key').slice(-9)}`, retiredAt: at },
  });
  if (model.lastUsedAt !== null) {
    await database().keyLastUse.create({ data: { keyId: id, companyId, lastUsedAt: toDate(model.lastUsedAt) } });
  }
  if (model.hasIpPolicy) {
    await database().keyIpRange.create({ data: { keyId: id, companyId, range: '203.0.113.0/24', position: 0 } });
  }
}

// The reference: the rules in a few lines, without a database.

const STATUS: Record<string, StandingCode[]> = {
  active: ['VALID'],
  disabled: ['DISABLED'],
  expired: ['EXPIRED', 'EXPIRED_INACTIVE'],
  'owner-inactive': ['OWNER_INACTIVE'],
  'mfa-required': ['MFA_REQUIRED'],
};

function endOf(model: Model): Instant | null {
  const period = model.notAccessed === null ? null : storedPeriod(model.notAccessed);
  return inactiveFrom({ ...model, notAccessedPeriod: period }, ZONE);
}

function standing(model: Model): StandingCode {
  const facts = { ...model, isLive: true, inactiveFrom: endOf(model), lacksMfa: !model.hasMfa };
  return judgeStanding(facts, clock.now());
}

function matches(model: Model, filters: KeyFilters): boolean {
  const now = clock.now();
  const unusedFrom = endOf(model);
  const dies = model.expiresAt ?? Number.POSITIVE_INFINITY;
  const isOver = now >= dies || (unusedFrom !== null && now >= unusedFrom);
  const rested = now - Math.max(model.issuedAt, model.lastUsedAt ?? 0);
  const within30 = (at: number) => at > now && at <= now + 30 * DAY;
  const said = [model.name, model.accessKey, ...model.ownerNames].map((text) => text.toLowerCase());
  const answers: { [N in keyof KeyFilters]: boolean } = {
    search: said.some((text) => text.includes((filters.search ?? '').toLowerCase())),
    status: STATUS[filters.status ?? '']?.includes(standing(model)) ?? false,
    owner: model.ownerKind.toLowerCase().replace('_', '-') === filters.owner,
    access: model.access.toLowerCase() === filters.access,
    use: filters.use === 'never' ? model.lastUsedAt === null : rested > 45 * DAY,
    expires:
      filters.expires === 'soon'
        ? within30(dies) && !isOver
        : unusedFrom !== null && within30(unusedFrom) && unusedFrom < dies && !isOver,
    ip: !model.hasIpPolicy,
    mfa: model.ownerKind === 'USER' && !model.hasMfa,
  };
  return Object.entries(filters).every(([name, wish]) => wish === null || answers[name as keyof KeyFilters]);
}

async function idsOf(filters: KeyFilters, sort: KeySort): Promise<string[]> {
  const ids: string[] = [];
  let next: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof findInventory>> = await findInventory(
      administrator,
      filters,
      sort,
      next === null ? {} : { after: next },
    );
    if (found === null) throw new Error('not for this person');
    ids.push(...found.page.rows.map(({ id }) => id));
    next = found.page.next;
  } while (next !== null);
  return ids;
}

const EACH_FILTER = Object.entries(FILTERS).flatMap(([name, choices]) =>
  choices.map((choice) => [`${name}=${choice}`, parseFilters({ [name]: choice })] as const),
);
const BY_EXPIRY = parseSort('expires');

describe('the list is what the rules say', () => {
  test.each(EACH_FILTER)('for %s', async (_, filters) => {
    const expected = models.filter((model) => matches(model, filters)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(KEYS);
    const found = await idsOf(filters, BY_EXPIRY);
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect((await findInventory(administrator, filters, BY_EXPIRY, {}))?.matching).toBe(expected.length);
  });

  test.each([
    'bill',
    'LEDGER',
    '100%',
    't_p',
    'straße',
    'ångs',
    'k\\s',
    'marcus',
    'svc-',
    'northwind',
    'kd_',
    'no such key',
  ])('for the search %s', async (search) => {
    const filters = { ...NO_FILTERS, search };
    const expected = models.filter((model) => matches(model, filters)).map(({ id }) => id);
    expect((await idsOf(filters, BY_EXPIRY)).toSorted()).toEqual(expected.toSorted());
  });

  test('for any of them together', async () => {
    for (let round = 0; round < 40; round += 1) {
      const parameters = randomSearch();
      for (const [name, choices] of Object.entries(FILTERS)) {
        const choice = choices[random.below(choices.length * 3)];
        if (choice !== undefined) parameters[name] = choice;
      }
      const filters = parseFilters(parameters);
      const expected = models.filter((model) => matches(model, filters)).map(({ id }) => id);
      expect([parameters, (await idsOf(filters, BY_EXPIRY)).toSorted()]).toEqual([parameters, expected.toSorted()]);
    }
  });

  test('a search by an Access Key that was replaced finds nothing', async () => {
    expect(await idsOf({ ...NO_FILTERS, search: 'RETIRED' }, BY_EXPIRY)).toEqual([]);
  });
});

function randomSearch(): Record<string, string> {
  const q = ['e', 'dana', 'sync', '1'][random.below(8)];
  return q === undefined ? {} : { q };
}

describe('the order', () => {
  const value: Record<KeySort['by'], (model: Model) => number | string> = {
    name: ({ name }) => nameKey(name),
    created: ({ createdAt }) => createdAt,
    expires: ({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY,
    used: ({ lastUsedAt }) => lastUsedAt ?? Number.NEGATIVE_INFINITY,
  };

  test.each(SORTS.flatMap((by) => [by, `-${by}`]))(
    'by %s holds over all pages, and backwards too',
    async (parameter) => {
      const sort = parseSort(parameter);
      const ids = await idsOf(NO_FILTERS, sort);
      expect(new Set(ids).size).toBe(KEYS);
      const byId = new Map(models.map((model) => [model.id, model]));
      const values = ids.map((id) => value[sort.by](byId.get(id) as Model));
      // Names are ordered as the database orders text; what is equal must stand together, and times must ascend.
      if (sort.by !== 'name') {
        const ordered = values.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
        expect(values).toEqual(sort.isDescending ? ordered.toReversed() : ordered);
      }
      expect((await idsOf(NO_FILTERS, { ...sort, isDescending: !sort.isDescending })).toReversed()).toEqual(ids);
      const second = await pageAfter(sort, ids[49] ?? '');
      expect(second?.page.previous).not.toBeNull();
      const back = await findInventory(administrator, NO_FILTERS, sort, { before: second?.page.previous ?? '' });
      expect(back?.page.rows.map(({ id }) => id)).toEqual(ids.slice(0, 50));
    },
  );

  async function pageAfter(sort: KeySort, _last: string) {
    const first = await findInventory(administrator, NO_FILTERS, sort, {});
    return findInventory(administrator, NO_FILTERS, sort, { after: first?.page.next ?? '' });
  }

  test('of a place that somebody made up is that of the first page', async () => {
    const first = await findInventory(administrator, NO_FILTERS, BY_EXPIRY, {});
    for (const after of ['x,y', '2026-13-40T00:00:00.000Z,key_x', "'; DROP TABLE api_key,key_1", 'infinity']) {
      expect((await findInventory(administrator, NO_FILTERS, BY_EXPIRY, { after }))?.page).toEqual(first?.page);
    }
  });
});

test('each card of the posture says how many its list has', async () => {
  const posture = await findPosture(administrator);
  const count = (filters: Partial<KeyFilters>) =>
    models.filter((model) => matches(model, { ...NO_FILTERS, ...filters })).length;
  expect(posture?.counts).toEqual({
    all: KEYS,
    active: count({ status: 'active' }),
    soon: count({ expires: 'soon' }),
    unused: count({ expires: 'unused' }),
    mfa: count({ mfa: 'off' }),
    full: count({ status: 'active', access: 'full' }),
    ip: count({ status: 'active', ip: 'none' }),
  });
});

describe('what the list knows follows', () => {
  let keyId: string;
  const listing = () => database().keyListing.findFirst({ where: { keyId } });

  beforeEach(async () => {
    const owner = await makePerson(clock, companyId);
    keyId = newId('key');
    const model = { ...(models[0] as Model), id: keyId, ownerKind: 'USER' as const, name: keyId, notAccessed: 'p3m' };
    await store({ ...model, accessKey: `kd_${keyId.slice(4)}`, lastUsedAt: null, hasIpPolicy: false }, owner.id);
    return async () => {
      await database().apiKey.update({ where: { id: keyId }, data: { deletedAt: toDate(clock.now()) } });
    };
  });

  test('the last use, unless the secret is newer', async () => {
    const used = plus(clock.now(), -HOUR);
    await database().keyLastUse.create({ data: { keyId, companyId, lastUsedAt: toDate(used) } });
    const row = await listing();
    expect(row?.lastUsedAt && fromDate(row.lastUsedAt)).toBe(used);
    expect(row?.inactiveFrom && fromDate(row.inactiveFrom)).toBe(addPeriod(used, storedPeriod('p3m'), ZONE));
    await database().apiKey.update({ where: { id: keyId }, data: { issuedAt: toDate(clock.now()) } });
    expect((await listing())?.restedFrom).toEqual(toDate(clock.now()));
  });

  test('the limit under which it was issued', async () => {
    await database().apiKey.update({ where: { id: keyId }, data: { notAccessedPeriod: null } });
    expect((await listing())?.inactiveFrom).toBeNull();
  });

  test('the IP policy, and its end', async () => {
    await database().keyIpRange.create({ data: { keyId, companyId, range: '203.0.113.0/24', position: 0 } });
    expect((await listing())?.hasIpPolicy).toBe(true);
    await database().keyIpRange.deleteMany({ where: { keyId } });
    expect((await listing())?.hasIpPolicy).toBe(false);
  });

  test('the company’s zone', async () => {
    const before = await listing();
    await database().company.update({ where: { id: companyId }, data: { timeZone: 'Asia/Tokyo' } });
    const after = await listing();
    await database().company.update({ where: { id: companyId }, data: { timeZone: ZONE } });
    expect(after?.inactiveFrom).not.toEqual(before?.inactiveFrom);
    expect(await listing()).toEqual(before);
  });

  test('the end of the key', async () => {
    await database().apiKey.update({ where: { id: keyId }, data: { deletedAt: toDate(clock.now()) } });
    expect(await listing()).toBeNull();
  });
});

test('nobody sees the list but administrators of the company', async () => {
  const others = [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
  ];
  for (const other of others) {
    expect(await findInventory(contextFor(other, clock), NO_FILTERS, BY_EXPIRY, {})).toBeNull();
    expect(await findPosture(contextFor(other, clock))).toBeNull();
  }
  const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
  expect(await findInventory(stranger, NO_FILTERS, BY_EXPIRY, {})).toMatchObject({ matching: 0, all: 0 });
});
