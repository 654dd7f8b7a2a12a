import { describe, expect, test } from 'vitest';
import { isGoodWithoutDatabase, judgeAge } from './age';

const NOW = 1_000_000;
const healthy = { isHealthy: true, trustedSince: NOW - 500_000, goodAt: NOW - 400 };

describe('while the channel is healthy an entry', () => {
  test.each([
    [0, 'USE'],
    [45_000, 'USE'],
    [45_001, 'USE_AND_REFRESH'],
    [60_000, 'USE_AND_REFRESH'],
    [60_001, 'READ'],
  ])('of %d ms: %s', (age, usability) => {
    expect(judgeAge(NOW - age, healthy, NOW)).toBe(usability);
  });

  test('that was read before it was opened is good for two seconds', () => {
    const opened = { ...healthy, trustedSince: NOW - 100 };
    expect(judgeAge(NOW - 2_000, opened, NOW)).toBe('USE');
    expect(judgeAge(NOW - 2_001, opened, NOW)).toBe('READ');
  });
});

test('without the database, but with the channel, an entry is good for a minute and a half', () => {
  expect(isGoodWithoutDatabase(NOW - 90_000, healthy, NOW)).toBe(true);
  expect(isGoodWithoutDatabase(NOW - 90_001, healthy, NOW)).toBe(false);
});

describe('without the channel an entry', () => {
  const lost = { isHealthy: false, trustedSince: NOW - 500_000, goodAt: NOW - 1_500 };

  test('is good until two seconds after the channel was last heard, or after it was read', () => {
    expect(judgeAge(NOW - 50_000, lost, NOW)).toBe('USE');
    expect(judgeAge(NOW - 50_000, lost, NOW + 501)).toBe('READ');
    expect(judgeAge(NOW, lost, NOW + 2_000)).toBe('USE');
    expect(judgeAge(NOW, lost, NOW + 2_001)).toBe('READ');
  });

  test('and without the database, 30 seconds, and not a millisecond longer', () => {
    expect(isGoodWithoutDatabase(NOW - 50_000, lost, NOW - 1_500 + 30_000)).toBe(true);
    expect(isGoodWithoutDatabase(NOW - 50_000, lost, NOW - 1_500 + 30_001)).toBe(false);
  });

  test('that never was open: from when it was read', () => {
    const never = { isHealthy: false, trustedSince: null, goodAt: Number.NEGATIVE_INFINITY };
    expect(judgeAge(NOW - 2_001, never, NOW)).toBe('READ');
    expect(isGoodWithoutDatabase(NOW - 30_000, never, NOW)).toBe(true);
    expect(isGoodWithoutDatabase(NOW - 30_001, never, NOW)).toBe(false);
  });
});
