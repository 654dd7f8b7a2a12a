import type pg from 'pg';
import { type Instant, MINUTE, SECOND, toIso } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';
import { PeriodicFlush } from './periodic-flush';
import type { WrittenUse } from './record-memo';
import type { UsedKey } from './verification-record';
import type { Client } from './verify-request';

/**
 * One statement for all. The condition makes "at most once a minute, never backwards" hold over any number of verifiers;
 * the join leaves out keys that are gone, which would fail the others; the order keeps two verifiers from waiting for each
 * other in a circle.
 */
const FLUSH = `
INSERT INTO key_last_use (key_id, company_id, last_used_at, address, user_agent)
SELECT k.id, k.company_id, used.at, used.address, used.user_agent
FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[]) AS used(key_id, at, address, user_agent)
JOIN api_key k ON k.id = used.key_id
ORDER BY k.id
ON CONFLICT (key_id) DO UPDATE
SET last_used_at = excluded.last_used_at, address = excluded.address, user_agent = excluded.user_agent
WHERE key_last_use.last_used_at <= excluded.last_used_at - interval '60 seconds'`;

/** Keys remembered at most, in each of the two maps: about 20 MB. */
const MOST_KEYS = 100_000;

/** Rows of one statement at most, so that it ends well within its time limit. */
const MOST_ROWS = 5_000;

type Use = { at: Instant; client: Client | null };

/**
 * Uses of keys, kept in memory and written about once a second, so that a person sees the use of a key at once while
 * verifying never waits for a write. A use within a minute of the last one written is not written: the time moves at most
 * once a minute.
 */
export class LastUsed {
  readonly #pool: Pick<pg.Pool, 'query'>;
  /** To be written. */
  readonly #pending = new Map<string, Use>();
  /** The last use known here, of keys written lately; the longest unwritten first. */
  readonly #written = new Map<string, WrittenUse>();
  readonly #writing = new PeriodicFlush(() => this.#writeAll(), SECOND);
  #isFailing = false;

  constructor(pool: Pick<pg.Pool, 'query'>) {
    this.#pool = pool;
  }

  /** Notes that a key was good at that instant, presented by that client. */
  note({ keyId, memo }: UsedKey, at: Instant, client: Client | null): void {
    let written = memo.written;
    // What the record remembers is the last one of a minute at least: another is only written after that.
    if (written === null || at - written.at >= MINUTE) {
      written = this.#written.get(keyId) ?? null;
      memo.written = written;
    }
    if (written !== null && at - written.at < MINUTE) {
      if (at > written.lastUsedAt) written.lastUsedAt = at;
      return;
    }
    const pending = this.#pending.get(keyId);
    // A full memory means that nothing was written for long; the key will be used again.
    if (pending === undefined && this.#pending.size >= MOST_KEYS) return;
    if (pending === undefined || at > pending.at) this.#pending.set(keyId, { at, client });
  }

  /** The last use that this process saw and may still know, which the database may not. */
  lastUsedHere(keyId: string): Instant | null {
    return this.#pending.get(keyId)?.at ?? this.#written.get(keyId)?.lastUsedAt ?? null;
  }

  start(): void {
    this.#writing.start();
  }

  /** Writes what is left. Never throws. */
  stop(): Promise<void> {
    return this.#writing.stop();
  }

  /** Writes what is pending; what could not be written stays and is tried again. Never throws. */
  flush(): Promise<void> {
    return this.#writing.flush();
  }

  async #writeAll(): Promise<void> {
    const uses = [...this.#pending];
    try {
      for (let from = 0; from < uses.length; from += MOST_ROWS) await this.#write(uses.slice(from, from + MOST_ROWS));
      if (uses.length > 0 && this.#isFailing) log.info('last uses are written again');
      this.#isFailing = this.#isFailing && uses.length === 0;
    } catch (error) {
      if (!this.#isFailing) log.error({ reason: String(error), keys: uses.length }, 'last uses could not be written');
      this.#isFailing = true;
    }
  }

  async #write(uses: readonly (readonly [string, Use])[]): Promise<void> {
    await this.#pool.query({
      name: 'flush-last-used',
      text: FLUSH,
      values: [
        uses.map(([keyId]) => keyId),
        uses.map(([, { at }]) => toIso(at)),
        uses.map(([, { client }]) => client?.address ?? null),
        uses.map(([, { client }]) => client?.userAgent ?? null),
      ],
    });
    for (const [keyId, use] of uses) this.#settle(keyId, use);
  }

  /** A use noted while the statement ran is the same minute's. */
  #settle(keyId: string, { at }: Use): void {
    const lastUsedAt = this.#pending.get(keyId)?.at ?? at;
    this.#pending.delete(keyId);
    this.#written.delete(keyId);
    this.#written.set(keyId, { at, lastUsedAt });
    if (this.#written.size <= MOST_KEYS) return;
    const [oldest] = this.#written.keys();
    if (oldest !== undefined) this.#written.delete(oldest);
  }
}
