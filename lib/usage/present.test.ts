import { describe, expect, test } from 'vitest';
import { fromIso } from '@/lib/kernel/instant';
import { presentCompanyUsage, presentKeyUsage } from './present';
import type { KeyUsage } from './queries';
import { presentSparkline, withCalls } from './sparkline';
import { lastDays } from './usage-days';

const NOW = fromIso('2026-11-18T18:00:00.000Z');
const { dates } = lastDays(NOW, 'America/Chicago');

function usage(calls: KeyUsage['calls'], lastUse: KeyUsage['lastUse'] = null) {
  return presentKeyUsage({ calls, dates, lastUse, now: NOW, readerZone: 'America/Chicago' });
}

const call = (date: string, calls: number, code = 'VALID') => ({ date, code, calls });

describe('the last days', () => {
  test('are each told once where the clock is moved', () => {
    const { dates: days, from } = lastDays(NOW, 'America/Chicago');
    expect(new Set(days).size).toBe(30);
    expect([days[0], days[29]]).toEqual(['2026-10-20', '2026-11-18']);
    expect(from).toBe(fromIso('2026-10-20T05:00:00.000Z')); // still summer time
  });

  test('are those of the zone', () => {
    const late = fromIso('2026-11-18T22:00:00.000Z');
    expect(lastDays(late, 'Asia/Tokyo', 2).dates).toEqual(['2026-11-18', '2026-11-19']);
  });
});

describe('the chart', () => {
  const periods = usage([
    call('2026-11-12', 2_031),
    call('2026-11-12', 7, 'PERMISSION_DENIED'),
    call('2026-11-12', 31, 'IP_DENIED'),
    call('2026-11-18', 900),
    call('2026-10-20', 1_000),
  ]).periods;
  const [week, month] = periods ?? [];

  test('says its totals and its worst day in a sentence', () => {
    expect(month?.says).toBe('Calls in the last 30 days: 3,931 allowed, 38 denied. Most denied on Nov 12: 38.');
    const allowed = usage([call('2026-11-18', 900), call('2026-11-17', 901)]).periods?.[1];
    expect(allowed?.says).toBe('Calls in the last 30 days: 1,801 allowed, 0 denied. Most on Nov 17: 901.');
  });

  test('has a day for each, with its reasons to deny, the most frequent first', () => {
    expect(month?.days).toHaveLength(30);
    expect(week?.days).toHaveLength(7);
    const busy = month?.days.find(({ date }) => date === '2026-11-12');
    expect(busy).toMatchObject({ label: 'Thu, Nov 12', allowed: '2,031', denied: '38' });
    expect(busy?.codes).toEqual([
      { code: 'IP_DENIED', calls: '31' },
      { code: 'PERMISSION_DENIED', calls: '7' },
    ]);
    expect(busy?.says).toBe('Thu, Nov 12: 2,031 allowed, 38 denied (IP_DENIED 31, PERMISSION_DENIED 7)');
  });

  test('gives denied calls a scale of their own, and lines whose numbers are whole', () => {
    expect(month?.scale).toEqual({ top: '3,000', middle: '1,500', bottom: '40' });
    const heights = month?.days.map((day) => day.heights) ?? [];
    expect(Math.max(...heights.map(({ allowed }) => allowed))).toBe(2_031 / 3_000);
    expect(Math.max(...heights.map(({ denied }) => denied))).toBe(38 / 40);
    expect(usage([call('2026-11-18', 1)]).periods?.[0]?.scale).toEqual({ top: '2', middle: '1', bottom: null });
  });

  test('dates its weeks and ends with today', () => {
    expect(month?.ticks.map(({ label }) => label)).toEqual(['Oct 20', 'Oct 27', 'Nov 3', 'Nov 10', 'Today']);
    expect(week?.ticks.map(({ label }) => label)).toEqual(['Nov 12', 'Nov 14', 'Nov 16', 'Today']);
  });

  test.each([
    [1, 99_999, '< 0.1%'],
    [119, 39_335, '0.3%'],
    [1, 99, '1%'],
    [1, 1, '50%'],
    [99_999, 1, '> 99.9%'],
    [5, 0, '100%'],
    [0, 5, null],
  ])('tells the share of %i denied beside %i allowed as %s', (denied, allowed, share) => {
    const calls = [call('2026-11-18', allowed), call('2026-11-18', denied, 'EXPIRED')].filter((one) => one.calls > 0);
    expect(usage(calls).periods?.[1]?.deniedShare).toBe(share);
  });
});

test('a key without calls says what to do next, by whether it was ever used', () => {
  expect(usage([])).toMatchObject({ periods: null, lastUse: null, advice: expect.stringContaining('Give the key') });
  const used = usage([], { at: fromIso('2026-09-01T00:00:00.000Z'), address: null, userAgent: 'curl/8.5.0' });
  expect(used.advice).toContain('disable or delete it');
  expect(used.lastUse).toMatchObject({ time: { label: 'Aug 31' }, agent: 'curl/8.5.0' });
});

test('a company’s totals name reasons and busiest keys', () => {
  const busiest = [{ keyId: 'key_1', name: 'Ledger', calls: 1_200 }];
  const codes = [call('', 4, 'EXPIRED'), call('', 1_200), call('', 9, 'IP_DENIED')];
  expect(presentCompanyUsage({ codes, busiest })).toEqual({
    allowed: '1,200',
    denied: '13',
    deniedShare: '1.1%',
    codes: [
      { code: 'IP_DENIED', calls: '9' },
      { code: 'EXPIRED', calls: '4' },
    ],
    busiest: [{ keyId: 'key_1', name: 'Ledger', calls: '1,200' }],
  });
});

describe('a sparkline', () => {
  test('stays inside its 600 × 200 and says total and peak', () => {
    const view = presentSparkline([0, 5, 10]);
    expect(view?.line).toBe('M0 190L300 100L600 10');
    expect(view?.label).toBe('Calls in the last 3 days: 15, at most 10 on a day.');
  });

  test('is none for a key without calls', () => {
    expect(presentSparkline([0, 0])).toBeNull();
    const [used, unused] = withCalls([{ id: 'one' }, { id: 'two' }], new Map([['one', [1]]]));
    expect([used?.calls?.label, unused?.calls]).toEqual(['Calls in the last 1 days: 1, at most 1 on a day.', null]);
  });
});
