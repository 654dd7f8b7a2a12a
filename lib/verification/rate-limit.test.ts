import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter, rateLimitHeaders } from './rate-limit';

function limiterAt(start = 0, mostKeys = 100) {
  let now = start;
  const limiter = new RateLimiter({ monotonic: () => now, mostKeys });
  const wait = (ms: number) => {
    now += ms;
  };
  return { limiter, wait, take: () => limiter.take('key_a', 3).isAllowed };
}

describe('the minute of a key', () => {
  it('begins with its first request, allows so many, and is followed by another', () => {
    const { limiter, wait, take } = limiterAt(5_000);
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    wait(59_999);
    expect(limiter.take('key_a', 3)).toEqual({
      isAllowed: false,
      quota: { limit: 3, remaining: 0, resetSeconds: 1 },
    });
    wait(1);
    expect(limiter.take('key_a', 3)).toEqual({
      isAllowed: true,
      quota: { limit: 3, remaining: 2, resetSeconds: 60 },
    });
  });

  it('is its own: another key has all of its requests left', () => {
    const { limiter, take } = limiterAt();
    for (let count = 0; count < 4; count += 1) take();
    expect(limiter.take('key_b', 3).quota.remaining).toBe(2);
  });

  it('lasts sixty seconds and never sixty-one, whatever fractions its clock counts in', () => {
    for (const start of [0.1, 1_234.567_89, 98_765.432_1, 1e9 + 0.3]) {
      expect(limiterAt(start).limiter.take('key_a', 1).quota.resetSeconds).toBe(60);
    }
    const { limiter, wait } = limiterAt(0.1);
    limiter.take('key_a', 1);
    wait(59_999.9);
    expect(limiter.take('key_a', 1).quota.resetSeconds).toBe(1);
  });

  it('knows a limit that changes meanwhile at once', () => {
    const { limiter, take } = limiterAt();
    for (let count = 0; count < 3; count += 1) take();
    expect(limiter.take('key_a', 4)).toMatchObject({ isAllowed: true, quota: { remaining: 0 } });
    expect(limiter.take('key_a', 2)).toMatchObject({ isAllowed: false, quota: { remaining: 0 } });
  });

  it('never allows more than the limit in a window, nor more than twice in any sixty seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }),
        (limit, gaps) => {
          let now = 0;
          const limiter = new RateLimiter({ monotonic: () => now });
          const allowed: number[] = [];
          for (const gap of gaps) {
            now += gap;
            if (limiter.take('key_a', limit).isAllowed) allowed.push(now);
          }
          for (const from of allowed) {
            const within = allowed.filter((at) => at >= from && at < from + 60_000).length;
            expect(within).toBeLessThanOrEqual(2 * limit);
          }
          const first = allowed[0] ?? 0;
          expect(allowed.filter((at) => at < first + 60_000).length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});

describe('memory', () => {
  it('holds no more keys than it may, and forgets the one whose minute began first', () => {
    const { limiter } = limiterAt(0, 3);
    for (const key of ['key_1', 'key_2', 'key_3', 'key_4']) limiter.take(key, 1);
    expect(limiter.size).toBe(3);
    expect([limiter.take('key_4', 1).isAllowed, limiter.take('key_3', 1).isAllowed]).toEqual([false, false]);
    expect(limiter.take('key_1', 1).isAllowed).toBe(true);
  });

  it('lets go of minutes that ended', () => {
    const { limiter, wait } = limiterAt(0, 1_000);
    for (let count = 0; count < 500; count += 1) limiter.take(`key_${count}`, 1);
    wait(60_000);
    for (let count = 0; count < 250; count += 1) limiter.take(`new_${count}`, 1);
    expect(limiter.size).toBeLessThanOrEqual(251);
  });
});

it('is told in the field’s own headers', () => {
  expect(rateLimitHeaders({ limit: 600, remaining: 12, resetSeconds: 30 })).toEqual([
    'RateLimit-Policy',
    '"key";q=600;w=60',
    'RateLimit',
    '"key";r=12;t=30',
  ]);
});
