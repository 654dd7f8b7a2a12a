import { expect, test } from 'vitest';
import { mannWhitneyP } from './mann-whitney';

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test('samples that mix are not told apart, samples that lie apart are', () => {
  const odd = range(0, 30).map((value) => value * 2 + 1);
  const even = range(0, 30).map((value) => value * 2);
  expect(mannWhitneyP(odd, even)).toBeGreaterThan(0.5);
  expect(mannWhitneyP(range(0, 30), range(20, 30))).toBeLessThan(0.001);
  expect(mannWhitneyP([1, 1, 1], [1, 1, 1])).toBe(1);
});

test('agrees with a published example', () => {
  // Mann and Whitney's tortoise and hare: U = 11 of 36, two-sided p by the normal approximation 0.26.
  expect(mannWhitneyP([1, 7, 8, 9, 10, 11], [2, 3, 4, 5, 6, 12])).toBeCloseTo(0.262, 2);
});
