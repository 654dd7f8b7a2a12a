import { beforeAll, describe, expect, test } from 'vitest';
import { DAY, type Instant, MINUTE, plus, toInstant } from '@/lib/kernel/instant';
import { addPeriod, type Period, periodCode, storedPeriod } from '@/lib/kernel/period';
import { inactiveFrom } from '@/lib/keys/domain/expiry';
import { judgeStanding } from '@/lib/keys/domain/verdict';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { generator, type KnownKey, makePopulation } from '@/test/support/key-population';
import { makeCompany } from '@/test/support/scene';
import { applyLimit, countEffect, type EffectQuestion, endsBySql, listStopping } from './store-effect';

const ZONES = [
  'America/Chicago',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe', // moves by half an hour
  'America/Sao_Paulo', // had gaps at midnight
  'Pacific/Apia', // left out a day
  'Antarctica/Troll', // moves by two hours
  'Pacific/Kiritimati',
  'UTC',
];
const CODES = ['p1d', 'p7d', 'p90d', 'p2w', 'p1m', 'p3m', 'p6m', 'p13m', 'p1y', 'p4y'];

const at = (iso: string): Instant => toInstant(Date.parse(iso));

describe('the calendar in SQL is Temporal’s', () => {
  test('for instants of twenty years in every kind of zone', async () => {
    const random = generator(7);
    const cases = Array.from({ length: 6_000 }, () => ({
      from: toInstant(at('2009-01-01T00:00Z') + random(20 * 365 * 24 * 60) * MINUTE),
      period: storedPeriod(CODES[random(CODES.length)] ?? 'p1d'),
      zone: ZONES[random(ZONES.length)] ?? 'UTC',
    }));
    await expectSame(cases);
  });

  test('for every quarter of an hour about the days on which clocks move', async () => {
    const days = {
      'America/Chicago': ['2026-03-08', '2026-11-01'],
      'Europe/Berlin': ['2026-03-29', '2026-10-25'],
      'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
      'Antarctica/Troll': ['2026-03-29', '2026-10-25'],
      'America/Sao_Paulo': ['2018-11-04', '2019-02-17'],
      'Pacific/Apia': ['2011-12-30'],
    };
    const cases = Object.entries(days).flatMap(([zone, dates]) =>
      dates.flatMap((date) =>
        ['p1d', 'p7d', 'p1m', 'p6m'].flatMap((code) => {
          const target = at(`${date}T00:00Z`);
          const lengths = { p1d: 1, p7d: 7, p1m: 30, p6m: 183 } as const;
          const first = plus(target, -(lengths[code as keyof typeof lengths] + 3) * DAY);
          return Array.from({ length: 6 * 96 }, (_, quarter) => ({
            from: plus(first, quarter * 15 * MINUTE),
            period: storedPeriod(code),
            zone,
          }));
        }),
      ),
    );
    expect(cases.length).toBeGreaterThan(20_000);
    await expectSame(cases);
  });

  async function expectSame(cases: { from: Instant; period: Period; zone: string }[]) {
    const ends = await endsBySql(database(), cases);
    const wrong = cases
      .map((one, index) => ({ ...one, bySql: ends[index], byTemporal: addPeriod(one.from, one.period, one.zone) }))
      .filter(({ bySql, byTemporal }) => bySql !== byTemporal);
    expect(wrong.slice(0, 5)).toEqual([]);
  }
});

describe('the effect is the verdicts’ difference', () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  const zone = 'America/Chicago';
  const now = clock.now();
  let companyId: string;
  let population: KnownKey[] = [];

  beforeAll(async () => {
    companyId = await makeCompany(clock, {}, zone);
    population = await makePopulation(clock, companyId, zone);
  });

  const answers = (key: KnownKey, limit: Period | null, requiresMfa: boolean): boolean =>
    judgeStanding(
      {
        isLive: true,
        isDisabled: key.isDisabled,
        expiresAt: key.expiresAt,
        inactiveFrom: inactiveFrom({ ...key, notAccessedPeriod: limit }, zone),
        isOwnerActive: key.isOwnerActive,
        lacksMfa: requiresMfa && key.ownerLacksMfa,
      },
      now,
    ) === 'VALID';

  const moves = (was: (key: KnownKey) => boolean, becomes: (key: KnownKey) => boolean) => ({
    stop: population.filter((key) => was(key) && !becomes(key)).length,
    back: population.filter((key) => !was(key) && becomes(key)).length,
  });

  const questions = [null, 'p7d', 'p1m', 'p3m', 'p1y'].flatMap((code) =>
    [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ].flatMap(([before = false, after = false]) =>
      [false, true].map((isApplied) => ({ code, mfa: { before, after }, isApplied })),
    ),
  );

  test.each(questions)(
    'for $code, MFA $mfa.before → $mfa.after, applied $isApplied',
    async ({ code, mfa, isApplied }) => {
      const limit = code === null ? null : storedPeriod(code);
      const question: EffectQuestion = { companyId, now, mfa, limit, isApplied };
      const was = (key: KnownKey) => answers(key, key.limit, mfa.before);
      const byMfa = (key: KnownKey) => answers(key, key.limit, mfa.after);
      const byLimit = (key: KnownKey) => answers(key, limit, mfa.after);
      const then = isApplied ? byLimit : byMfa;
      expect(await countEffect(database(), question)).toEqual({
        keys: population.length,
        otherLimit: population.filter((key) => codeOf(key.limit) !== code).length,
        byMfa: moves(was, byMfa),
        byLimit: moves(byMfa, byLimit),
        all: moves(was, then),
      });
      const stopping = await listStopping(database(), question, 10_000);
      expect(stopping.map(({ id }) => id).sort()).toEqual(
        population
          .filter((key) => was(key) && !then(key))
          .map(({ id }) => id)
          .sort(),
      );
    },
  );

  test('there is something to count in each direction', async () => {
    const question = {
      companyId,
      now,
      mfa: { before: false, after: true },
      limit: storedPeriod('p1m'),
      isApplied: true,
    };
    const { byMfa, byLimit } = await countEffect(database(), question);
    expect([byMfa.stop, byLimit.stop, byLimit.back].every((count) => count > 5)).toBe(true);
  });

  test('keys of another company are neither counted nor changed', async () => {
    const other = await makeCompany(clock, {}, zone);
    await makePopulation(clock, other, zone);
    const before = await limits(other);
    const question = { companyId, now, mfa: { before: true, after: true }, limit: null, isApplied: false };
    expect((await countEffect(database(), question)).keys).toBe(population.length);
    await database().$transaction((tx) => applyLimit(tx, companyId, storedPeriod('p2m'), { after: '', most: 10_000 }));
    expect(await limits(other)).toEqual(before);
    expect(new Set(await limits(companyId))).toEqual(new Set(['p2m']));
  });

  test.each([
    [false, false],
    [false, true],
    [true, true],
  ])('a limit that every key has moves none by itself, with MFA %s → %s', async (before, after) => {
    const limit = storedPeriod('p2m');
    await database().$transaction((tx) => applyLimit(tx, companyId, limit, { after: '', most: 10_000 }));
    const question = { companyId, now, mfa: { before, after }, limit, isApplied: true };
    const byMfa = moves(
      (key) => answers(key, limit, before),
      (key) => answers(key, limit, after),
    );
    expect(await countEffect(database(), question)).toEqual({
      keys: population.length,
      otherLimit: 0,
      byMfa,
      byLimit: { stop: 0, back: 0 },
      all: byMfa,
    });
    expect(byMfa.stop > 0).toBe(before !== after);
  });

  const limits = async (company: string) =>
    (await database().apiKey.findMany({ where: { companyId: company, deletedAt: null }, orderBy: { id: 'asc' } })).map(
      ({ notAccessedPeriod }) => notAccessedPeriod,
    );

  const codeOf = (limit: Period | null) => (limit === null ? null : periodCode(limit));
});
