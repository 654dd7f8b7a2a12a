import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, toInstant, toIso } from './instant';
import {
  addPeriod,
  addPeriodToDate,
  isTimeZone,
  type Period,
  parsePeriod,
  periodCode,
  periodText,
  startOfDate,
  storedPeriod,
} from './period';

const at = (text: string): Instant => toInstant(Date.parse(text));
const isoAfter = (from: string, code: string, zone: string) => toIso(addPeriod(at(from), storedPeriod(code), zone));

describe('a period', () => {
  it.each([
    ['p6m', { count: 6, unit: 'm' }, '6 months'],
    ['p1y', { count: 1, unit: 'y' }, '1 year'],
    ['p90d', { count: 90, unit: 'd' }, '90 days'],
    ['p1w', { count: 1, unit: 'w' }, '1 week'],
    ['p100y', { count: 100, unit: 'y' }, '100 years'],
  ])('%s is read, written and said', (code, period, words) => {
    const parsed = parsePeriod(code);
    expect(parsed).toEqual({ ok: true, value: period });
    expect([periodCode(storedPeriod(code)), periodText(storedPeriod(code))]).toEqual([code, words]);
  });

  it.each([
    ['P6M', 'UPPER_CASE'],
    ['p6M', 'UPPER_CASE'],
    ['p0d', 'ZERO'],
    ['p00m', 'ZERO'],
    ['p-1d', 'SHAPE'],
    ['p1y6m', 'SHAPE'],
    ['6m', 'SHAPE'],
    ['p6', 'SHAPE'],
    ['pm', 'SHAPE'],
    ['p1.5m', 'SHAPE'],
    [' p6m', 'SHAPE'],
    ['p6m\n', 'SHAPE'],
    ['', 'SHAPE'],
    ['p6h', 'UNIT'],
    ['p101y', 'TOO_LONG'],
    ['p36501d', 'TOO_LONG'],
    ['p999999999w', 'TOO_LONG'],
  ])('%j is refused as %s', (text, error) => {
    expect(parsePeriod(text)).toEqual({ ok: false, error });
    expect(() => storedPeriod(text)).toThrow(RangeError);
  });
});

describe('calendar arithmetic', () => {
  it('ends on the last day of a shorter month', () => {
    expect(isoAfter('2026-08-31T12:00Z', 'p6m', 'UTC')).toBe('2027-02-28T12:00:00.000Z');
    expect(isoAfter('2027-08-31T12:00Z', 'p6m', 'UTC')).toBe('2028-02-29T12:00:00.000Z');
    expect(addPeriodToDate(at('2026-08-31T12:00Z'), storedPeriod('p6m'), 'UTC')).toBe('2027-02-28');
    expect(addPeriodToDate(at('2028-02-29T12:00Z'), storedPeriod('p1y'), 'UTC')).toBe('2029-02-28');
    expect(addPeriodToDate(at('2028-02-29T12:00Z'), storedPeriod('p4y'), 'UTC')).toBe('2032-02-29');
  });

  it('keeps the wall clock over daylight saving: a day may have 23 or 25 hours', () => {
    expect(isoAfter('2026-03-07T09:00-06:00', 'p1d', 'America/Chicago')).toBe('2026-03-08T14:00:00.000Z');
    expect(isoAfter('2026-10-31T09:00-05:00', 'p1d', 'America/Chicago')).toBe('2026-11-01T15:00:00.000Z');
    expect(isoAfter('2026-08-21T12:00-05:00', 'p3m', 'America/Chicago')).toBe('2026-11-21T18:00:00.000Z');
  });

  it('moves a time that does not exist forward, and takes the first of two', () => {
    // 02:30 on 2026-03-08 is skipped; 01:30 on 2026-11-01 comes twice.
    expect(isoAfter('2026-03-07T02:30-06:00', 'p1d', 'America/Chicago')).toBe('2026-03-08T08:30:00.000Z');
    expect(isoAfter('2026-10-31T01:30-05:00', 'p1d', 'America/Chicago')).toBe('2026-11-01T06:30:00.000Z');
  });

  it('takes the date from the zone, not from UTC', () => {
    const at0330Utc = at('2022-04-01T03:30Z');
    expect(addPeriodToDate(at0330Utc, storedPeriod('p1y'), 'America/Chicago')).toBe('2023-03-31');
    expect(addPeriodToDate(at0330Utc, storedPeriod('p1y'), 'UTC')).toBe('2023-04-01');
  });

  it('starts a date at its first instant, where midnight is skipped as well', () => {
    expect(toIso(startOfDate('2023-03-31', 'America/Chicago'))).toBe('2023-03-31T05:00:00.000Z');
    // Chile sets its clocks forward at midnight.
    expect(toIso(startOfDate('2026-09-06', 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z');
  });

  it('never goes backwards: a later start ends no earlier, a longer period later', () => {
    const instants = fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2040-01-01T00:00Z') });
    const units = fc.constantFrom<Period['unit']>('d', 'w', 'm', 'y');
    const zone = 'America/Chicago';
    fc.assert(
      fc.property(instants, units, fc.integer({ min: 1, max: 50 }), (milliseconds, unit, count) => {
        const from = toInstant(milliseconds);
        const end = addPeriod(from, { count, unit }, zone);
        expect(end).toBeGreaterThan(from);
        expect(addPeriod(from, { count: count + 1, unit }, zone)).toBeGreaterThan(end);
        // By a day, since within one the clock itself goes back in autumn.
        expect(addPeriod(toInstant(milliseconds + 86_400_000), { count, unit }, zone)).toBeGreaterThanOrEqual(end);
      }),
    );
  });
});

describe('a time zone', () => {
  it.each(['America/Chicago', 'UTC', 'Asia/Kathmandu'])('%s is one', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });
  it.each(['Mars/Olympus', '', 'Central Time', 'America/Chicago ', '+05:00', '2026-01-01T00:00[America/Chicago]'])(
    '%j is none',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});
