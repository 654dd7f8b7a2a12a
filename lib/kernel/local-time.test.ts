import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { fromLocalTime, isLocalTime, offsetText, toLocalTime } from './local-time';

const ZONES = [
  'America/Chicago',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'UTC',
];

test('agrees with Temporal about every wall time, skipped and doubled ones included', () => {
  const minutes = fc.integer({ min: Date.UTC(2015, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => {
      const local = toLocalTime(minute * 60_000, 'UTC');
      const wall = Temporal.PlainDateTime.from(`${local.date}T${local.time}`);
      expect(fromLocalTime(local, zone)).toBe(
        wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
      );
    }),
    { numRuns: 1_500 },
  );
});

test.each([
  ['skipped in spring: 2:30 is 3:30', 'America/Chicago', '2027-03-14', '02:30', '2027-03-14T08:30:00.000Z'],
  ['twice in autumn: the first', 'America/Chicago', '2026-11-01', '01:30', '2026-11-01T06:30:00.000Z'],
  ['half an hour of daylight saving', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
])('%s', (_, zone, date, time, iso) => {
  expect(new Date(fromLocalTime({ date, time }, zone)).toISOString()).toBe(iso);
});

test('reads back what it shows', () => {
  const at = fromLocalTime({ date: '2027-11-18', time: '00:00' }, 'America/Chicago');
  expect(toLocalTime(at, 'America/Chicago')).toEqual({ date: '2027-11-18', time: '00:00' });
});

test.each([
  ['America/Chicago', '2027-01-01', 'UTC−6'],
  ['America/Chicago', '2027-07-01', 'UTC−5'],
  ['Asia/Kolkata', '2027-07-01', 'UTC+5:30'],
  ['UTC', '2027-07-01', 'UTC+0'],
])('names the offset of %s on %s', (zone, date, expected) => {
  expect(offsetText(fromLocalTime({ date, time: '12:00' }, zone), zone)).toBe(expected);
});

test.each([
  ['2027-02-28', '23:59', true],
  ['2027-02-29', '00:00', false],
  ['2028-02-29', '00:00', true],
  ['2027-13-01', '00:00', false],
  ['2027-1-1', '00:00', false],
  ['2027-01-01', '24:00', false],
  ['', '', false],
])('%s %s is a local time: %s', (date, time, expected) => {
  expect(isLocalTime({ date, time })).toBe(expected);
});
