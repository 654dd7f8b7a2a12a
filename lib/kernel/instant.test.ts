import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY,
  fromDate,
  fromNullableDate,
  noonOfDate,
  plus,
  toDate,
  toInstant,
  toIso,
  toNullableDate,
  utcFields,
} from './instant';

const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

describe('an instant', () => {
  it('is a whole millisecond of the years 1 to 9999', () => {
    expect(toIso(toInstant(FIRST))).toBe('0001-01-01T00:00:00.000Z');
    expect(toIso(toInstant(LAST))).toBe('9999-12-31T23:59:59.999Z');
    for (const wrong of [FIRST - 1, LAST + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => toInstant(wrong)).toThrow(RangeError);
    }
  });

  it('survives the way through a Date and through its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), (milliseconds) => {
        const at = toInstant(milliseconds);
        expect(fromDate(toDate(at))).toBe(at);
        expect(Date.parse(toIso(at))).toBe(at);
      }),
    );
    expect([fromNullableDate(null), toNullableDate(null)]).toEqual([null, null]);
    expect(fromNullableDate(toNullableDate(toInstant(7)))).toBe(7);
    expect(() => fromDate(new Date(Number.NaN))).toThrow(RangeError);
  });

  it('moves by durations, and not out of its range', () => {
    expect(plus(toInstant(0), -DAY)).toBe(-86_400_000);
    expect(() => plus(toInstant(LAST), 1)).toThrow(RangeError);
  });

  it('stands for a calendar date at its noon', () => {
    expect(toIso(noonOfDate('2028-02-29'))).toBe('2028-02-29T12:00:00.000Z');
    expect(() => noonOfDate('2027-13-01')).toThrow(RangeError);
  });
});

it('what is written in UTC is what Date writes, from the year 1 to 9999 and about every end of a month', () => {
  const day = fc.integer({ min: FIRST / DAY, max: Math.floor(LAST / DAY) }).map((days) => days * DAY);
  const around = fc.tuple(day, fc.integer({ min: -1, max: 1 })).map(([midnight, millis]) => midnight + millis);
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: FIRST, max: LAST }), around), (at) => {
      const date = new Date(at);
      expect(utcFields(at)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        weekday: date.getUTCDay(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      });
    }),
    { numRuns: 3_000 },
  );
});
