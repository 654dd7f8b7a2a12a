import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from './instant';
import { calendarDateText, dateText, dateTimeText, fullText, pastText } from './time-text';
import { isoDate, zoneName } from './wall-clock';

const at = (text: string): Instant => toInstant(Date.parse(text));
const CHICAGO = 'America/Chicago';

describe('an instant in words', () => {
  it('names a zone without saying summer or winter', () => {
    expect(zoneName(at('2026-01-15T12:00Z'), CHICAGO)).toBe('CT');
    expect(zoneName(at('2026-07-15T12:00Z'), CHICAGO)).toBe('CT');
    expect(zoneName(at('2026-01-15T12:00Z'), 'Europe/Berlin')).toBe('GMT+1');
    expect(zoneName(at('2026-07-15T12:00Z'), 'Europe/Berlin')).toBe('GMT+2');
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T01:00Z', 'GMT+1', 'GMT+2'],
    ['Europe/Berlin', '2026-10-25T01:00Z', 'GMT+2', 'GMT+1'],
    ['Africa/Casablanca', '2026-02-15T02:00Z', 'GMT+1', 'GMT+0'],
    ['Africa/Casablanca', '2026-03-22T02:00Z', 'GMT+0', 'GMT+1'],
  ])('names %s as it is on both sides of %s, whatever was asked before', (zone, change, before, after) => {
    const names = (...millis: number[]) => millis.map((step) => zoneName(toInstant(at(change) + step), zone));
    const week = 7 * 24 * 3_600_000;
    expect(names(-week, -1, 0, week, -1, -week)).toEqual([before, before, after, after, before, before]);
  });

  it('is the local date and time, to the last minute of a day', () => {
    expect(dateTimeText(at('2023-03-31T04:59:59.999Z'), CHICAGO)).toBe('Mar 30, 2023, 11:59 PM CT');
    expect(dateTimeText(at('2023-03-31T05:00:00.000Z'), CHICAGO)).toBe('Mar 31, 2023, 12:00 AM CT');
    expect(dateText(at('2026-11-24T05:59Z'), CHICAGO)).toBe('Nov 23, 2026');
    expect(fullText(at('2026-11-18T16:39:12Z'), CHICAGO)).toBe('Nov 18, 2026, 10:39:12 AM CT · 16:39:12 UTC');
  });

  it('has plain spaces only', () => {
    expect(dateTimeText(at('2026-11-18T16:39:12Z'), CHICAGO)).toMatch(/^[\x20-\x7e]+$/);
  });

  it('is a calendar date in its zone, also across the date line', () => {
    expect(isoDate(at('2026-12-31T23:30Z'), 'Pacific/Kiritimati')).toBe('2027-01-01');
    expect(isoDate(at('2027-01-01T05:30Z'), CHICAGO)).toBe('2026-12-31');
    expect(isoDate(at('0950-01-02T12:00Z'), 'UTC')).toBe('0950-01-02');
    expect(calendarDateText('2027-03-31')).toBe('Mar 31, 2027');
  });
});

describe('the past', () => {
  const now = at('2026-11-21T18:00Z'); // noon in Chicago
  it.each([
    ['2026-11-21T18:00:00Z', 'just now'],
    ['2026-11-21T17:59:01Z', 'just now'],
    ['2026-11-21T17:59:00Z', '1 min ago'],
    ['2026-11-21T17:00:01Z', '59 min ago'],
    ['2026-11-21T17:00:00Z', '1 hour ago'],
    ['2026-11-21T06:00:00Z', '12 hours ago'],
    ['2026-11-21T05:59:59Z', 'yesterday'],
    ['2026-11-20T06:00:00Z', 'yesterday'],
    ['2026-11-20T05:59:59Z', 'Nov 19'],
    ['2026-01-01T06:00:00Z', 'Jan 1'],
    ['2026-01-01T05:59:59Z', 'Dec 31, 2025'],
  ])('%s is "%s"', (text, words) => {
    expect(pastText(at(text), now, CHICAGO)).toBe(words);
  });

  it.each([
    ['2026-03-08T18:00:00Z', 'yesterday'],
    ['2026-03-08T05:30:00Z', 'Mar 7'],
  ])('in the first hour after a day of 23 hours, %s is "%s"', (text, words) => {
    expect(pastText(at(text), at('2026-03-09T05:15Z'), CHICAGO)).toBe(words);
  });
});
