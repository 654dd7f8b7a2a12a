import { performance } from 'node:perf_hooks';
import { log } from '@/lib/platform/log';
import { UnreadableRow } from '../lookup';
import type { FindForVerification, RememberingLookup, VerificationRecord } from '../verification-record';
import { type ChannelState, isGoodWithoutDatabase, judgeAge } from './age';
import type { CacheEntry, VerificationCache } from './verification-cache';

export type CachedLookupWith = {
  cache: VerificationCache;
  /** One read of the database. @throws when it cannot be read */
  read: FindForVerification;
  channel: () => ChannelState;
  /** Milliseconds of the monotonic clock. */
  monotonic?: () => number;
};

/**
 * So many of the eight connections may be taken by keys that nothing is known of: a flood of unknown ones must leave some
 * for reading known ones again.
 */
const MOST_NEWCOMERS = 6;
/** Beyond these an answer would come too late to be of use. */
const LONGEST_QUEUE = 256;
/** How long the database is left alone that did not answer, before one more read tries it. */
const RETRY_AFTER = 200;

/** What became of the questions so far. */
export type LookupCounts = {
  /** Answered from memory. */
  hit: number;
  /** Read from the database. */
  miss: number;
  /** Waited for a read of the same key that was under way. */
  joined: number;
  /** Read again in the background. */
  refresh: number;
  /** Answered from memory while the database did not answer. */
  stale: number;
  /** Refused, since too many were waiting. */
  refused: number;
};

/** More wait for the database than can be answered in time. */
class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** The lookup of the verifier with a cache in front. */
export class CachedLookup implements RememberingLookup {
  readonly #with: Required<CachedLookupWith>;
  readonly #reading = new Map<string, Promise<VerificationRecord | null>>();
  readonly #waiting: (() => void)[] = [];
  readonly counts: LookupCounts = { hit: 0, miss: 0, joined: 0, refresh: 0, stale: 0, refused: 0 };
  #newcomers = 0;
  /** The last read failed, and no other has succeeded since: when another may be tried. */
  #retryAt: number | null = null;

  constructor(using: CachedLookupWith) {
    this.#with = { monotonic: () => performance.now(), ...using };
  }

  /** What the cache may answer by itself; undefined = the database has to be asked, by `find`. Costs no promise. */
  peek(accessKey: string): VerificationRecord | null | undefined {
    const { cache, channel, monotonic } = this.#with;
    const entry = cache.get(accessKey);
    if (entry === undefined) return undefined;
    const usability = judgeAge(entry.readAt, channel(), monotonic());
    if (usability === 'READ') return undefined;
    if (usability === 'USE_AND_REFRESH') this.#refresh(accessKey);
    this.counts.hit += 1;
    return entry.record;
  }

  /** @throws when neither cache nor database can tell */
  readonly find: FindForVerification = async (accessKey) => {
    const found = this.peek(accessKey);
    if (found !== undefined) return found;
    const entry = this.#with.cache.get(accessKey);
    try {
      return await this.#read(accessKey, entry === undefined);
    } catch (error) {
      return this.#fallBack(entry, error);
    }
  };

  /** As it is in the database now, whatever the cache says. @throws when that cannot be told */
  readonly findFresh: FindForVerification = (accessKey) => this.#read(accessKey, false);

  #fallBack(entry: CacheEntry | undefined, error: unknown): VerificationRecord | null {
    const { channel, monotonic } = this.#with;
    // Only what is known is worth it: an unknown key is better asked again later than refused for sure.
    if (!entry?.record || !isGoodWithoutDatabase(entry.readAt, channel(), monotonic())) throw error;
    this.counts.stale += 1;
    return entry.record;
  }

  #refresh(accessKey: string): void {
    if (this.#reading.has(accessKey)) return;
    this.counts.refresh += 1;
    this.#read(accessKey, false).catch((error: unknown) => log.debug({ reason: String(error) }, 'refresh failed'));
  }

  /** One read of the database for any number of callers at once. */
  #read(accessKey: string, isNewcomer: boolean): Promise<VerificationRecord | null> {
    const underWay = this.#reading.get(accessKey);
    if (underWay !== undefined) {
      this.counts.joined += 1;
      return underWay;
    }
    const reading = (isNewcomer ? this.#fillInTurn(accessKey) : this.#fill(accessKey)).finally(() =>
      this.#reading.delete(accessKey),
    );
    this.#reading.set(accessKey, reading);
    return reading;
  }

  async #fillInTurn(accessKey: string): Promise<VerificationRecord | null> {
    if (this.#newcomers >= MOST_NEWCOMERS) await this.#takeTurn();
    else this.#newcomers += 1;
    try {
      return await this.#fill(accessKey);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#newcomers -= 1;
      else next(); // takes over the place
    }
  }

  async #takeTurn(): Promise<void> {
    if (this.#waiting.length >= LONGEST_QUEUE) {
      this.counts.refused += 1;
      throw new TooManyWaiting('too many lookups are waiting for the database');
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #fill(accessKey: string): Promise<VerificationRecord | null> {
    const { cache, read, monotonic } = this.#with;
    const now = monotonic();
    if (this.#retryAt !== null) {
      // One at a time finds out whether the database is back; nobody else waits for that.
      if (now < this.#retryAt) throw new Error('the database does not answer');
      this.#retryAt = now + RETRY_AFTER;
    }
    const fill = cache.beginFill(now);
    this.counts.miss += 1;
    try {
      const record = await read(accessKey);
      cache.endFill(fill, accessKey, record);
      this.#retryAt = null;
      return record;
    } catch (error) {
      cache.endFill(fill, accessKey, undefined);
      if (isUnanswered(error)) this.#retryAt = monotonic() + RETRY_AFTER;
      throw error;
    }
  }
}

/** Whether the database itself is away, and not one row at fault: PostgreSQL's own errors of other classes carry a code. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof UnreadableRow) return false;
  const code = (error as { code?: unknown }).code;
  // 57P: shutdown, crash, starting up. 08: connection. 53: out of connections.
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(57P|08|53)/.test(code);
}
