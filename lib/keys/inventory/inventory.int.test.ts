import { beforeAll, describe, expect, test } from 'vitest';
import { ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import { nameKey } from '@/lib/kernel/text';
import type { Ctx } from '@/lib/platform/context';
import { FixedClock } from '@/test/support/fixed-clock';
import { type InventoryKey, isInList, makeInventoryKeys } from '@/test/support/inventory-keys';
import { contextFor, makeCompany, makePerson } from '@/test/support/scene';
import { seededRandom } from '@/test/support/seeded-random';
import { FILTERS, type KeyFilters, type KeySort, NO_FILTERS, parseFilters, parseSort, SORTS } from './filters';
import { findInventory } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const ZONE = 'America/Chicago';
const KEYS = 240;
const random = seededRandom('inventory');

let companyId: string;
let administrator: Ctx;
let models: InventoryKey[];

beforeAll(async () => {
  companyId = await makeCompany(clock, {}, ZONE);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  models = await makeInventoryKeys(clock, companyId, KEYS);
});

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
    const expected = models.filter((model) => isInList(model, filters, clock.now(), ZONE)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(KEYS);
    const found = await idsOf(filters, BY_EXPIRY);
    expect(found.toSorted()).toEqual(expected.toSorted());
    const listed = await findInventory(administrator, filters, BY_EXPIRY, {});
    expect((await listed?.counted)?.matching).toBe(expected.length);
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
    const expected = models.filter((model) => isInList(model, filters, clock.now(), ZONE)).map(({ id }) => id);
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
      const expected = models.filter((model) => isInList(model, filters, clock.now(), ZONE)).map(({ id }) => id);
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
  const value: Record<KeySort['by'], (model: InventoryKey) => number | string> = {
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
      const values = ids.map((id) => value[sort.by](byId.get(id) as InventoryKey));
      // Names are ordered as the database orders text; what is equal must stand together, and times must ascend.
      if (sort.by !== 'name') {
        const ordered = values.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
        expect(values).toEqual(sort.isDescending ? ordered.toReversed() : ordered);
      }
      expect((await idsOf(NO_FILTERS, { ...sort, isDescending: !sort.isDescending })).toReversed()).toEqual(ids);
      const second = await pageAfter(sort);
      expect(second?.page.previous).not.toBeNull();
      const back = await findInventory(administrator, NO_FILTERS, sort, { before: second?.page.previous ?? '' });
      expect(back?.page.rows.map(({ id }) => id)).toEqual(ids.slice(0, ROWS_ON_PAGE));
    },
  );

  async function pageAfter(sort: KeySort) {
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
  const found = await findInventory(administrator, NO_FILTERS, BY_EXPIRY, {});
  const count = (filters: Partial<KeyFilters>) =>
    models.filter((model) => isInList(model, { ...NO_FILTERS, ...filters }, clock.now(), ZONE)).length;
  expect((await found?.counted)?.posture.counts).toEqual({
    all: KEYS,
    active: count({ status: 'active' }),
    soon: count({ expires: 'soon' }),
    unused: count({ expires: 'unused' }),
    mfa: count({ mfa: 'off' }),
    full: count({ status: 'active', access: 'full' }),
    ip: count({ status: 'active', ip: 'none' }),
  });
});

test('nobody sees the list but administrators of the company', async () => {
  const others = [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
  ];
  for (const other of others) {
    expect(await findInventory(contextFor(other, clock), NO_FILTERS, BY_EXPIRY, {})).toBeNull();
  }
  const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
  const theirs = await findInventory(stranger, NO_FILTERS, BY_EXPIRY, {});
  expect(theirs?.page.rows).toEqual([]);
  expect(await theirs?.counted).toMatchObject({ matching: 0, posture: { counts: { all: 0 } } });
});
