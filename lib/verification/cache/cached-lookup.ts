import { performance } from 'node:perf_hooks';
import { log } from '@/lib/platform/log';
import {
  type FindForVerification,
  type FindMany,
  type RememberingLookup,
  UnreadableRow,
  type VerificationRecord,
} from '../verification-record';
import { type ChannelState, isGoodWithoutDatabase, judgeAge } from './age';
import { RefreshQueue } from './refresh-queue';
import type { VerificationCache } from './verification-cache';

export type CachedLookupWith = {
  cache: VerificationCache;
  /** One read of the database. @throws when it cannot be read */
  read: FindForVerification;
  /** The same of many at once. */
  readMany: FindMany;
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

/** The database did not answer lately, and is not asked. */
class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
}

/** More wait for the database than can be answered in time. */
class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** The lookup of the verifier with a cache in front. */
export class CachedLookup implements RememberingLookup {
  readonly #with: Required<CachedLookupWith>;
  readonly #reading = new Map<string, Promise<VerificationRecord | null>>();
  readonly #waiting: (() => void)[] = [];
  readonly #refreshes = new RefreshQueue((accessKeys) => this.#refill(accessKeys));
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
    if (usability === 'USE_AND_REFRESH') this.#refreshes.add(accessKey);
    this.counts.hit += 1;
    return entry.record;
  }

  /** @throws when neither cache nor database can tell */
  readonly find: FindForVerification = async (accessKey) => {
    const found = this.peek(accessKey);
    if (found !== undefined) return found;
    try {
      return await this.#read(accessKey, this.#with.cache.get(accessKey) === undefined);
    } catch (error) {
      return this.#fallBack(accessKey, error);
    }
  };

  /** As it is in the database now, whatever the cache says. @throws when that cannot be told */
  readonly findFresh: FindForVerification = (accessKey) => this.#read(accessKey, false);

  /** @throws the error itself, unless the database is away and memory is good enough without it */
  #fallBack(accessKey: string, error: unknown): VerificationRecord | null {
    const { cache, channel, monotonic } = this.#with;
    if (!isUnanswered(error)) throw error;
    // As it is now: what moved during the read is not there any more.
    const entry = cache.get(accessKey);
    // Only what is known is worth it: an unknown key is better asked again later than refused for sure.
    if (!entry?.record || !isGoodWithoutDatabase(entry.readAt, channel(), monotonic())) throw error;
    this.counts.stale += 1;
    return entry.record;
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
    return this.#ask(async () => {
      const fill = cache.beginFill(monotonic());
      let record: VerificationRecord | null | undefined;
      try {
        this.counts.miss += 1;
        record = await read(accessKey);
        return record;
      } finally {
        cache.endFill(fill, accessKey, record);
      }
    });
  }

  /**
   * Those that are still old. Never throws: an entry that could not be read again is good until it is too old, and is then read
   * for who asks.
   *
   * @returns false when nothing could be read
   */
  async #refill(accessKeys: readonly string[]): Promise<boolean> {
    const { cache, readMany, monotonic } = this.#with;
    const old = accessKeys.filter((accessKey) => this.#isOld(accessKey));
    if (old.length === 0) return true;
    try {
      await this.#ask(async () => {
        this.counts.refresh += old.length;
        const fill = cache.beginFill(monotonic());
        let found: Awaited<ReturnType<FindMany>> | null = null;
        try {
          found = await readMany(old);
        } finally {
          for (const accessKey of old) cache.endFill(fill, accessKey, recordOf(found, accessKey));
        }
      });
      return true;
    } catch (error) {
      log.debug({ reason: String(error), keys: old.length }, 'refresh failed');
      return false;
    }
  }

  /** Somebody may have read it since it was to be read again, or it was dropped. */
  #isOld(accessKey: string): boolean {
    const { cache, channel, monotonic } = this.#with;
    const entry = cache.get(accessKey);
    return entry !== undefined && judgeAge(entry.readAt, channel(), monotonic()) !== 'USE';
  }

  /** Asks the database. One that did not answer lately is left alone: one at a time finds out whether it is back. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const { monotonic } = this.#with;
    const now = monotonic();
    if (this.#retryAt !== null) {
      if (now < this.#retryAt) throw new DatabaseAway('the database does not answer');
      this.#retryAt = now + RETRY_AFTER;
    }
    try {
      const answer = await question();
      this.#retryAt = null;
      return answer;
    } catch (error) {
      if (isUnanswered(error)) this.#retryAt = monotonic() + RETRY_AFTER;
      throw error;
    }
  }
}

/** Null for an Access Key that nobody has; 'FORGET' for a row that cannot be understood; undefined for what could not be read. */
function recordOf(
  found: Awaited<ReturnType<FindMany>> | null,
  accessKey: string,
): VerificationRecord | null | 'FORGET' | undefined {
  if (found === null) return undefined;
  const record = found.get(accessKey);
  if (!(record instanceof UnreadableRow)) return record ?? null;
  log.debug({ reason: record.message }, 'a key could not be read again');
  return 'FORGET';
}

/** Whether the database itself is away, and not one row at fault: PostgreSQL's own errors of other classes carry a code. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof UnreadableRow || error instanceof TooManyWaiting) return false;
  const code = (error as { code?: unknown }).code;
  // 57: shutdown, crash, starting up, too slow. 08: connection. 53: out of connections.
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(57|08|53)/.test(code);
}
