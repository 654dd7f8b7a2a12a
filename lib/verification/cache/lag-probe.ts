import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { SECOND } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';
import { CHANNEL } from './moved-listener';

const MEASURED_EVERY = 5 * SECOND;

/**
 * How long the news of a change takes: tells the channel something of its own on an ordinary connection, as whoever changes
 * a key does, and waits until that is heard.
 */
export class LagProbe {
  readonly #pool: Pick<pg.Pool, 'query'>;
  /** Nobody else answers to it. */
  readonly #name: string;
  #askedAt: number | null = null;
  #lag: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pick<pg.Pool, 'query'>, name: string) {
    this.#pool = pool;
    this.#name = name;
  }

  /** Seconds, as last measured. Grows while an answer is overdue. */
  get lag(): number | null {
    const overdue = this.#askedAt === null ? 0 : (performance.now() - this.#askedAt) / SECOND;
    return this.#lag === null ? null : Math.max(this.#lag, overdue);
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.ask(), MEASURED_EVERY).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never throws. */
  async ask(): Promise<void> {
    if (this.#askedAt !== null) return;
    this.#askedAt = performance.now();
    try {
      await this.#pool.query('SELECT pg_notify($1, $2)', [CHANNEL, `p ${this.#name}`]);
    } catch (error) {
      this.#askedAt = null;
      log.debug({ reason: String(error) }, 'the lag of the channel could not be measured');
    }
  }

  /** A question was heard; it may be another process's. */
  hear(name: string): void {
    if (name !== this.#name || this.#askedAt === null) return;
    this.#lag = (performance.now() - this.#askedAt) / SECOND;
    this.#askedAt = null;
  }
}
