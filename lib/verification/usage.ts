import type pg from 'pg';
import { HOUR, type Instant, MINUTE, toInstant, toIso } from '@/lib/kernel/instant';
import type { VerdictCode } from '@/lib/keys/domain/verdict';
import { log } from '@/lib/platform/log';
import { PeriodicFlush } from './periodic-flush';
import type { UsageCounter } from './record-memo';
import type { UsedKey } from './verification-record';

/**
 * One statement for all. Counts add up over any number of verifiers; the join leaves out keys that are gone; the order keeps
 * two verifiers from waiting for each other in a circle.
 */
const FLUSH = `
INSERT INTO key_usage_hour (company_id, key_id, hour, code, calls)
SELECT k.company_id, k.id, used.hour, used.code, used.calls
FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[]) AS used(key_id, hour, code, calls)
JOIN api_key k ON k.id = used.key_id
ORDER BY k.id, used.hour, used.code
ON CONFLICT (key_id, hour, code) DO UPDATE SET calls = key_usage_hour.calls + excluded.calls`;

/** Counters kept in memory at most: about 40 MB. What comes beyond until the next minute is not counted. */
const MOST_COUNTERS = 200_000;
/** A hundred thousand keys a minute must not meet the time limit of a verdict's own reads. */
const STATEMENT_TIMEOUT = 20_000;

/**
 * How often each key was asked about, by hour and verdict: collected in memory, written once a minute and when the process
 * stops. Only who shows the whole key is counted, so that nobody can fill a key's history by guessing at it. What a process
 * that is killed had collected is lost, at most a minute of it, and what a database dies over while it confirms may count twice;
 * no verdict ever waits for a count.
 */
export class Usage {
  readonly #pool: Pick<pg.Pool, 'connect'>;
  #pending = new Counters();
  readonly #writing = new PeriodicFlush(() => this.#write(), MINUTE);
  #uncounted = 0;
  #isFailing = false;

  constructor(pool: Pick<pg.Pool, 'connect'>) {
    this.#pool = pool;
  }

  note({ keyId, memo }: UsedKey, code: VerdictCode, at: Instant): void {
    const hour = Math.floor(at / HOUR);
    const last = memo.counter;
    if (last !== null && last.generation === this.#pending.generation && last.code === code && last.hour === hour) {
      last.calls += 1;
      return;
    }
    memo.counter = this.#pending.add(keyId, hour, code, 1);
    if (memo.counter === null) this.#uncounted += 1;
  }

  start(): void {
    this.#writing.start();
  }

  /** Writes what is left. Never throws. */
  stop(): Promise<void> {
    return this.#writing.stop();
  }

  /** Writes what was collected; what could not be written stays and is added to what comes. Never throws. */
  flush(): Promise<void> {
    return this.#writing.flush();
  }

  async #write(): Promise<void> {
    if (this.#uncounted > 0) log.warn({ calls: this.#uncounted }, 'more keys were used than usage is counted of');
    this.#uncounted = 0;
    if (this.#pending.size === 0) return;
    const collected = this.#pending;
    this.#pending = new Counters();
    try {
      await this.#insert(collected.all());
      if (this.#isFailing) log.info('usage is written again');
      this.#isFailing = false;
    } catch (error) {
      // What could not be written comes first: it is older, and may have to be given up.
      for (const { keyId, hour, code, calls } of this.#pending.all()) collected.add(keyId, hour, code, calls);
      this.#pending = collected;
      if (!this.#isFailing)
        log.error({ reason: String(error), counters: collected.size }, 'usage could not be written');
      this.#isFailing = true;
    }
  }

  async #insert(counters: readonly UsageCounter[]): Promise<void> {
    const connection = await this.#pool.connect();
    let failure: unknown;
    try {
      await connection.query('BEGIN');
      await connection.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT}`);
      const values = [
        counters.map(({ keyId }) => keyId),
        counters.map(({ hour }) => toIso(toInstant(hour * HOUR))),
        counters.map(({ code }) => code),
        counters.map(({ calls }) => calls),
      ];
      // Its own time limit, since the pool's is that of a verdict.
      const query: pg.QueryConfig & { query_timeout: number } = {
        name: 'flush-usage',
        text: FLUSH,
        values,
        query_timeout: STATEMENT_TIMEOUT,
      };
      await connection.query(query);
      await connection.query('COMMIT');
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // A connection in an unknown state goes; the database then takes the transaction back.
      connection.release(failure !== undefined);
    }
  }
}

/** Counters by key. A key has few at a time, mostly one, which are looked through. */
class Counters {
  static #made = 0;
  /** Another for each collection: counters are remembered elsewhere, and must not keep the whole of an old one. */
  readonly generation = ++Counters.#made;
  /** The first of each key. */
  readonly #byKey = new Map<string, UsageCounter>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @returns what was added to, or null when there is no room for another counter */
  add(keyId: string, hour: number, code: VerdictCode, calls: number): UsageCounter | null {
    const first = this.#byKey.get(keyId) ?? null;
    for (let counter = first; counter !== null; counter = counter.next) {
      if (counter.code !== code || counter.hour !== hour) continue;
      counter.calls += calls;
      return counter;
    }
    if (this.#size >= MOST_COUNTERS) return null;
    const counter = { keyId, hour, code, calls, generation: this.generation, next: first };
    this.#byKey.set(keyId, counter);
    this.#size += 1;
    return counter;
  }

  all(): UsageCounter[] {
    const counters: UsageCounter[] = [];
    for (const first of this.#byKey.values()) {
      for (let counter: UsageCounter | null = first; counter !== null; counter = counter.next) counters.push(counter);
    }
    return counters;
  }
}
