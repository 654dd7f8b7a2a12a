import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE, plus, SECOND } from '@/lib/kernel/instant';
import { at } from '../test-records';
import { LONGEST_LIFETIME } from './access-token';
import { planRotation, publishedKeysAt, type ScheduledKey, signingKeyAt } from './signing-key-schedule';

const START = at('2026-11-21T12:00:00Z');
const ring = { currentId: 'now', ids: ['now', 'before'] };

function apply(keys: readonly ScheduledKey[], now: Instant, by = ring): ScheduledKey[] {
  const { next, gone } = planRotation(keys, by, now);
  const kept = keys.filter(({ id }) => !gone.includes(id));
  return next === null ? kept : [...kept, { id: `k${now}`, activeFrom: next.activeFrom, secretId: by.currentId }];
}

test('the first key signs at once, also for a process whose clock is half a minute behind', () => {
  const keys = apply([], START);
  expect(signingKeyAt(keys, plus(START, -30 * SECOND))).toBeDefined();
  expect(apply(keys, START)).toEqual(keys);
});

test('the next key is published a day before it signs, and the old one until its last token has ended', () => {
  const first = apply([], START);
  const [old] = first;
  const quiet = plus(START, 29 * DAY - 2 * MINUTE);
  expect(apply(first, quiet)).toEqual(first);
  const both = apply(first, plus(START, 29 * DAY));
  expect(both).toHaveLength(2);
  const change = both[1]?.activeFrom ?? START;
  expect(signingKeyAt(both, plus(change, -1))).toEqual(old);
  expect(signingKeyAt(both, change)).not.toEqual(old);
  expect(publishedKeysAt(both, plus(change, LONGEST_LIFETIME * SECOND + MINUTE))).toHaveLength(2);
  expect(apply(both, plus(change, 9 * MINUTE))).toHaveLength(2);
  expect(apply(both, plus(change, 10 * MINUTE))).toEqual([both[1]]);
});

test('after a long stop the old key signs on until the new one has been published for a day', () => {
  const keys = apply(apply([], START), plus(START, 100 * DAY));
  expect(keys[1]?.activeFrom).toBe(plus(START, 101 * DAY));
  expect(signingKeyAt(keys, plus(START, 100 * DAY))).toEqual(keys[0]);
});

test('a key under an earlier secret is followed at once, one under an unknown secret is let be', () => {
  const [key] = apply([], START);
  if (key === undefined) throw new Error('one was made');
  const now = plus(START, HOUR);
  expect(apply([{ ...key, secretId: 'before' }], now)).toHaveLength(2);
  expect(apply([{ ...key, secretId: 'elsewhere' }], now)).toHaveLength(1);
  expect(apply(apply([{ ...key, secretId: 'before' }], now), plus(now, HOUR))).toHaveLength(2);
});

test('where keys were deleted, one signs at once', () => {
  const both = apply(apply([], START), plus(START, 29 * DAY));
  const now = plus(START, 29 * DAY + HOUR);
  expect(signingKeyAt(apply(both.slice(1), now), now)).toBeDefined();
  expect(apply(both.slice(0, 1), now)).toHaveLength(2);
});

test('whenever processes look, there is one that signs, and what signed is published as long as its tokens live', () => {
  const waits = fc.array(fc.integer({ min: 1, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(waits, (minutes) => {
      let now = START;
      let keys = apply([], now);
      for (const wait of minutes) {
        const signer = signingKeyAt(keys, now);
        expect(publishedKeysAt(keys, plus(now, LONGEST_LIFETIME * SECOND))).toContain(signer);
        now = plus(now, wait * MINUTE);
        const before = signingKeyAt(keys, now);
        keys = apply(keys, now);
        // Nobody meets a signature of a key that was published just now.
        expect(signingKeyAt(keys, now)).toEqual(before);
        expect(keys.length).toBeLessThanOrEqual(3);
      }
    }),
  );
});
