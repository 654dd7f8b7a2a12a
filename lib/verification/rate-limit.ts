import { performance } from 'node:perf_hooks';

/** What is left of a key's minute, as it is told with each answer. */
export type Quota = {
  /** Requests that one minute allows. */
  limit: number;
  remaining: number;
  /** Whole seconds until the minute ends, at least 1. */
  resetSeconds: number;
};

export type Permit = { isAllowed: boolean; quota: Quota };

const WINDOW_MS = 60_000;
/** About 15 MB. With more keys at once than this the one whose minute began first is forgotten, and begins another. */
const MOST_KEYS = 200_000;

type Window = { endsAt: number; used: number };

/**
 * How often a key may be good in a minute. A key's minute begins with its first request and lasts sixty seconds of the
 * monotonic clock; within it at most `limit` requests are allowed, so that any sixty seconds see at most twice as many.
 * Refused requests do not count. Each process of a verifier counts for itself: n processes together allow n times as many.
 */
export class RateLimiter {
  /** Windows in the order in which they began. */
  readonly #windows = new Map<string, Window>();
  readonly #monotonic: () => number;
  readonly #mostKeys: number;

  constructor({ monotonic = () => performance.now(), mostKeys = MOST_KEYS } = {}) {
    this.#monotonic = monotonic;
    this.#mostKeys = mostKeys;
  }

  get size(): number {
    return this.#windows.size;
  }

  /** Takes one request of the key's minute, if there is one left. @param limit requests a minute, at least 1. */
  take(keyId: string, limit: number): Permit {
    const now = this.#monotonic();
    const window = this.#windowOf(keyId, now);
    const isAllowed = window.used < limit;
    if (isAllowed) window.used += 1;
    const remaining = Math.max(0, limit - window.used);
    // The clock counts in fractions, whose sums are not exact.
    const resetSeconds = Math.ceil(Math.round(window.endsAt - now) / 1_000) || 1;
    return { isAllowed, quota: { limit, remaining, resetSeconds } };
  }

  #windowOf(keyId: string, now: number): Window {
    const known = this.#windows.get(keyId);
    if (known !== undefined && now < known.endsAt) return known;
    if (known !== undefined) this.#windows.delete(keyId);
    this.#dropEnded(now);
    const window = { endsAt: now + WINDOW_MS, used: 0 };
    this.#windows.set(keyId, window);
    return window;
  }

  /** All windows are as long as each other, so that those that ended stand first. A new one pays for two old ones. */
  #dropEnded(now: number): void {
    let isFull = this.#windows.size >= this.#mostKeys;
    let dropped = 0;
    for (const [keyId, { endsAt }] of this.#windows) {
      if (dropped === 2 || (now < endsAt && !isFull)) return;
      this.#windows.delete(keyId);
      isFull = false;
      dropped += 1;
    }
  }
}

/** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), as header names and values in pairs. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Quota): readonly string[] {
  return ['RateLimit-Policy', `"key";q=${limit};w=60`, 'RateLimit', `"key";r=${remaining};t=${resetSeconds}`];
}
