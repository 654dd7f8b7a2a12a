import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, plus, toIso } from '@/lib/kernel/instant';
import { addPeriod, storedPeriod } from '@/lib/kernel/period';
import { database } from '@/lib/platform/database';
import { seededRandom } from '@/test/support/seeded-random';

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
