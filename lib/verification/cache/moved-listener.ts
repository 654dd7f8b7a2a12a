import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { log } from '@/lib/platform/log';
import type { ChannelState } from './age';
import { type Moved, parseMoved } from './moved';

/** The channel on which the triggers of the migration `tell_verifiers` speak. */
export const CHANNEL = 'keydesk_verdicts';

const PING_EVERY = 1_000;
/** Longer than a healthy database ever takes, and short enough that a channel cut in silence is noticed within two seconds. */
const LONGEST_PING = 750;
const RETRY_AFTER = 250;

export type MovedListenerWith = {
  /** DATABASE_LISTEN_URL where the other one leads through a transaction pooler. */
  url: string;
  onMoved: (moved: Moved) => void;
};

/**
 * Hears from the database what moved, on a connection of its own that never opens a transaction and is asked something each
 * second. Answers come in order: whoever is answered has heard everything that moved before the question.
 */
export class MovedListener {
  readonly #with: MovedListenerWith;
  #state: ChannelState = { isHealthy: false, trustedSince: null, goodAt: -Infinity };
  #connection: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(using: MovedListenerWith) {
    this.#with = using;
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** Resolves when the channel is open, or when the first try to open it has failed. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = null;
    await connection?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const connection = new pg.Client({
      connectionString: this.#with.url,
      application_name: 'keydesk-verifier-listen',
      options: '-c TimeZone=UTC',
      keepAlive: true,
      connectionTimeoutMillis: 1_000,
      query_timeout: LONGEST_PING,
    });
    this.#connection = connection;
    connection.on('notification', ({ payload = '' }) => this.#with.onMoved(parseMoved(payload)));
    connection.on('error', (error) => this.#lose(connection, error));
    connection.on('end', () => this.#lose(connection, new Error('the connection ended')));
    try {
      await connection.connect();
      await connection.query(`LISTEN ${CHANNEL}`);
      const since = performance.now();
      // What was read before may have moved unheard; it is not trusted, and read again when it is asked for.
      if (this.#connection === connection) this.#state = { isHealthy: true, trustedSince: since, goodAt: since };
      this.#schedule(() => this.#ping(connection), PING_EVERY);
    } catch (error) {
      this.#lose(connection, error);
    }
  }

  async #ping(connection: pg.Client): Promise<void> {
    const askedAt = performance.now();
    try {
      await connection.query('SELECT 1');
      if (this.#connection !== connection) return;
      this.#state = { ...this.#state, goodAt: askedAt };
      this.#schedule(() => this.#ping(connection), PING_EVERY);
    } catch (error) {
      this.#lose(connection, error);
    }
  }

  /** Once for each connection. The times stay: what was known until then is known. */
  #lose(connection: pg.Client, error: unknown): void {
    if (this.#connection !== connection || this.#isStopped) return;
    this.#connection = null;
    if (this.#state.isHealthy) log.warn({ reason: String(error) }, 'changes are not heard of any more');
    this.#state = { ...this.#state, isHealthy: false };
    // Its socket may be dead in silence, in which case an orderly end would wait for it.
    connection.removeAllListeners('notification');
    void connection.end().catch(() => undefined);
    this.#schedule(() => this.#connect(), RETRY_AFTER);
  }

  #schedule(work: () => Promise<void>, delay: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void work(), delay).unref();
  }
}
