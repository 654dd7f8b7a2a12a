import { LRUCache } from 'lru-cache';
import { ownCopy } from '../own-copy';
import type { VerificationRecord } from '../verification-record';
import type { Moved } from './moved';
import { ScopeIndex, scopesOf } from './scope-index';

/** A record, or null for an Access Key that nobody has, and when it was asked for, in milliseconds of the monotonic clock. */
export type CacheEntry = { record: VerificationRecord | null; readAt: number };

/** A read under way, of one or several keys. What moves meanwhile is noted in it: such a read is good for who waits for it, and is not kept. */
export type Fill = { readAt: number; moved: Set<string>; hasNew: boolean; hasMovedAll: boolean };

export type CacheLimits = { known: number; unknown: number };

/**
 * Records by Access Key, the longest unused dropped first. Unknown Access Keys have a cache of their own, so that a flood of
 * them pushes no known one out.
 */
export class VerificationCache {
  readonly #known: LRUCache<string, CacheEntry>;
  readonly #unknown: LRUCache<string, CacheEntry>;
  readonly #index = new ScopeIndex();
  readonly #fills = new Set<Fill>();

  constructor({ known, unknown }: CacheLimits) {
    this.#known = new LRUCache({
      max: known,
      dispose: ({ record }) => record !== null && this.#index.remove(record),
    });
    this.#unknown = new LRUCache({ max: unknown });
  }

  get size(): { known: number; unknown: number } {
    return { known: this.#known.size, unknown: this.#unknown.size };
  }

  get(accessKey: string): CacheEntry | undefined {
    return this.#known.get(accessKey) ?? this.#unknown.get(accessKey);
  }

  /** Called before the database is asked, so that nothing that moves from here on is missed. */
  beginFill(readAt: number): Fill {
    const fill = { readAt, moved: new Set<string>(), hasNew: false, hasMovedAll: false };
    this.#fills.add(fill);
    return fill;
  }

  /**
   * Keeps what was read, unless it moved meanwhile; nothing is kept of what is to be forgotten. Every fill is ended, also one that
   * failed, by `record` undefined, which changes nothing. One fill may be of several keys.
   */
  endFill(fill: Fill, accessKey: string, record: VerificationRecord | null | 'FORGET' | undefined): void {
    this.#fills.delete(fill);
    if (record === undefined) return;
    const present = this.#known.peek(accessKey) ?? this.#unknown.peek(accessKey);
    // Somebody who could not wait for this read has read it since.
    if (present !== undefined && present.readAt > fill.readAt) return;
    this.#known.delete(accessKey);
    this.#unknown.delete(accessKey);
    if (fill.hasMovedAll || record === 'FORGET') return;
    if (record === null) {
      if (!fill.hasNew) this.#unknown.set(ownCopy(accessKey), { record, readAt: fill.readAt });
      return;
    }
    if (scopesOf(record).some(([scope, id]) => fill.moved.has(scope + id))) return;
    this.#index.add(record);
    // Under the record's own text, not under a part of what somebody showed.
    this.#known.set(record.accessKey, { record, readAt: fill.readAt });
  }

  invalidate(moved: Moved): void {
    switch (moved.kind) {
      case 'scope':
        this.#invalidateScope(moved);
        return;
      case 'new':
        for (const fill of this.#fills) fill.hasNew = true;
        this.#unknown.clear();
        return;
      case 'probe':
        return;
      case 'all':
        for (const fill of this.#fills) fill.hasMovedAll = true;
        this.#known.clear();
        this.#unknown.clear();
        this.#index.clear();
        return;
    }
  }

  #invalidateScope({ scope, ids }: Extract<Moved, { kind: 'scope' }>): void {
    for (const id of ids) {
      for (const fill of this.#fills) fill.moved.add(scope + id);
      for (const accessKey of this.#index.find(scope, id)) this.#known.delete(accessKey);
    }
  }
}
