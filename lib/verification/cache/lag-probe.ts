import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { SECOND } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';
import { CHANNEL } from './moved-listener';

const MEASURED_EVERY = 5 * SECOND;
/** Patience of whoever waits for an answer, before the question is asked once more: the channel may have been away. */
const ASKED_AGAIN_AFTER = 250;

/**
 * How long the news of a change takes: tells the channel something of its own on an ordinary connection, as whoever changes
 * a key does, and waits until that is heard.
 */
export class LagProbe {
  readonly #pool: Pick<pg.Pool, 'query'>;
  /** Nobody else answers to it. */
  readonly #name: string;
  /** Of the first question that was not heard yet. */
  #askedAt: number | null = null;
  #lag: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Questions so far; each carries its number. */
  #asked = 0;
  #heard = 0;
  readonly #waiting = new Set<() => void>();

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

  /** Never throws. What was asked while nobody listened is lost, so that each question stands for those before it. */
  async ask(): Promise<void> {
    this.#askedAt ??= performance.now();
    this.#asked += 1;
    try {
      await this.#pool.query('SELECT pg_notify($1, $2)', [CHANNEL, `p ${this.#name}.${this.#asked}`]);
    } catch (error) {
      log.debug({ reason: String(error) }, 'the lag of the channel could not be measured');
    }
  }

  /** For tests: resolves when everything that moved before the call was heard. Waits for as long as nothing is. */
  async untilCaughtUp(): Promise<void> {
    const first = this.#asked + 1;
    while (this.#heard < first) {
      await this.ask();
      if (this.#heard < first) await this.#untilHeard();
    }
  }

  #untilHeard(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ASKED_AGAIN_AFTER);
      this.#waiting.add(wake);
    });
  }

  /** A question was heard; it may be another process's. */
  hear(question: string): void {
    const dot = question.lastIndexOf('.');
    if (question.slice(0, dot) !== this.#name || this.#askedAt === null) return;
    this.#heard = Math.max(this.#heard, Number(question.slice(dot + 1)));
    this.#lag = (performance.now() - this.#askedAt) / SECOND;
    this.#askedAt = null;
    for (const wake of this.#waiting) wake();
  }
}
