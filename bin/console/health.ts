import pg from 'pg';
import type { Config } from '@/lib/platform/config';
import { log } from '@/lib/platform/log';
import { assertMigrated } from '@/lib/platform/migrations';
import { assertClocksAgree } from '@/lib/platform/start-checks';

const ANSWER_TIMEOUT_MS = 2_000;
/** One measurement serves everyone who asks within this time: asking often costs the database nothing. */
const FRESH_FOR_MS = 1_000;

/** Whether the console can serve: the database answers, is migrated, and its clock agrees with ours. */
export class Health {
  readonly #pool: pg.Pool;
  readonly #nowOffsetMs: number;
  #latest: Promise<boolean> | undefined;
  #measuredAt = 0;

  constructor(settings: Config) {
    this.#nowOffsetMs = settings.nowOffsetMs;
    this.#pool = new pg.Pool({
      connectionString: settings.databaseUrl,
      options: '-c TimeZone=UTC',
      max: 1,
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      application_name: 'keydesk-console-health',
    });
    this.#pool.on('error', () => {}); // An idle connection that breaks is replaced at the next question.
  }

  /** Never throws. */
  isReady(): Promise<boolean> {
    const now = performance.now();
    if (this.#latest === undefined || now - this.#measuredAt > FRESH_FOR_MS) {
      this.#measuredAt = now;
      this.#latest = this.#measure();
    }
    return this.#latest;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #measure(): Promise<boolean> {
    try {
      await assertClocksAgree(this.#pool, this.#nowOffsetMs);
      await assertMigrated(this.#pool);
      return true;
    } catch (error) {
      log.warn({ reason: String(error) }, 'the console is not ready');
      return false;
    }
  }
}
