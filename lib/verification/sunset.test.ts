import { expect, it } from 'vitest';
import { DAY, plus } from '@/lib/kernel/instant';
import { sunsetHeaders } from './sunset';
import { at } from './test-records';

const end = at('2026-12-06T08:49:37.999Z');

it('a key that ends within thirty days says when, in the words of RFC 8594 and RFC 9745', () => {
  expect(sunsetHeaders(end, at('2026-11-21T12:00Z'))).toEqual([
    'Sunset',
    'Sun, 06 Dec 2026 08:49:37 GMT',
    'Deprecation',
    '@1793954977',
  ]);
  expect(1_793_954_977_000).toBe(at('2026-11-06T08:49:37Z'));
});

it('says it from thirty days before on, and not a millisecond sooner', () => {
  expect(sunsetHeaders(end, plus(end, -30 * DAY))).toHaveLength(4);
  expect(sunsetHeaders(end, plus(end, -30 * DAY - 1))).toEqual([]);
  expect(sunsetHeaders(null, end)).toEqual([]);
});
