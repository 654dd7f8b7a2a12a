import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, MINUTE, toInstant, toIso } from '@/lib/kernel/instant';
import { storedPeriod } from '@/lib/kernel/period';
import { isoDate } from '@/lib/kernel/wall-clock';
import { endOfPreviousDay, inactiveFrom } from './expiry';

const at = (text: string): Instant => toInstant(Date.parse(text));
const CHICAGO = 'America/Chicago';

function ends(issuedAt: string, lifetime: string, zone: string = CHICAGO): [string, string] {
  const { date, at: end } = endOfPreviousDay(at(issuedAt), storedPeriod(lifetime), zone);
  return [date, toIso(end)];
}

describe('the end of the previous day', () => {
  it('is that of the example: created March 31, 2022, it works until March 30, 2023, 11:59 PM CT', () => {
    const expected = ['2023-03-31', '2023-03-31T05:00:00.000Z'];
    expect(ends('2022-03-31T00:00:00.000-05:00', 'p1y')).toEqual(expected);
    expect(ends('2022-03-31T15:10:00.000-05:00', 'p1y')).toEqual(expected);
    expect(ends('2022-03-31T23:59:59.999-05:00', 'p1y')).toEqual(expected);
    expect(ends('2022-04-01T00:00:00.000-05:00', 'p1y')[0]).toBe('2023-04-01');
  });

  it('knows February', () => {
    expect(ends('2028-02-29T12:00Z', 'p1y')).toEqual(['2029-02-28', '2029-02-28T06:00:00.000Z']);
    expect(ends('2026-08-31T12:00Z', 'p6m')).toEqual(['2027-02-28', '2027-02-28T06:00:00.000Z']);
  });

  it('moves with daylight saving: issued in winter, ended in summer and back', () => {
    expect(ends('2026-12-15T12:00Z', 'p6m')).toEqual(['2027-06-15', '2027-06-15T05:00:00.000Z']);
    expect(ends('2026-06-15T12:00Z', 'p6m')).toEqual(['2026-12-15', '2026-12-15T06:00:00.000Z']);
    expect(ends('2025-11-02T12:00Z', 'p1y')).toEqual(['2026-11-02', '2026-11-02T06:00:00.000Z']);
  });

  it('goes by the company, not by the reader', () => {
    expect(ends('2026-03-31T23:30Z', 'p1y', 'Pacific/Auckland')).toEqual(['2027-04-01', '2027-03-31T11:00:00.000Z']);
  });

  it('is always the turn from the day before to the date shown', () => {
    const instants = fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2040-01-01T00:00Z') });
    const zones = fc.constantFrom(CHICAGO, 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(instants, zones, fc.constantFrom('p1y', 'p6m', 'p90d', 'p1w'), (issuedAt, zone, lifetime) => {
        const { date, at: end } = endOfPreviousDay(toInstant(issuedAt), storedPeriod(lifetime), zone);
        expect(isoDate(end, zone)).toBe(date);
        expect(isoDate(toInstant(end - 1), zone) < date).toBe(true);
        expect(end).toBeGreaterThan(issuedAt);
      }),
    );
  });
});

describe('the end by disuse', () => {
  const issuedAt = at('2026-08-31T12:00:00.000Z');
  const notAccessedPeriod = storedPeriod('p6m');
  const end = (lastUsedAt: Instant | null) => inactiveFrom({ issuedAt, lastUsedAt, notAccessedPeriod }, 'UTC');

  it('is none without a limit', () => {
    expect(inactiveFrom({ issuedAt, lastUsedAt: null, notAccessedPeriod: null }, CHICAGO)).toBeNull();
  });

  it('counts from the issue while the key is unused: Aug 31 + 6 months is the last day of February', () => {
    expect(end(null)).toBe(at('2027-02-28T12:00:00.000Z'));
  });

  it('counts from the last use, to the millisecond', () => {
    expect(end(at('2026-09-10T08:15:30.123Z'))).toBe(at('2027-03-10T08:15:30.123Z'));
  });

  it('counts from the issue when the last use was of an earlier secret', () => {
    expect(end(toInstant(issuedAt - MINUTE))).toBe(end(null));
  });

  it('keeps the wall clock of the company over daylight saving', () => {
    const key = { issuedAt: at('2026-08-21T12:00-05:00'), lastUsedAt: null, notAccessedPeriod: storedPeriod('p3m') };
    expect(inactiveFrom(key, CHICAGO)).toBe(at('2026-11-21T12:00-06:00'));
  });
});
