import type pg from 'pg';
import { SECOND } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';

const READ_EVERY = 10 * SECOND;

/**
 * Whether the installation has one company only: then a gateway need not say which it means. Read again when the database
 * says that companies moved, and every ten seconds.
 */
export class CompanyCount {
  readonly #pool: Pick<pg.Pool, 'query'>;
  #isOne: boolean | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pick<pg.Pool, 'query'>) {
    this.#pool = pool;
  }

  /** Null while it could not be read yet. */
  get isOne(): boolean | null {
    return this.#isOne;
  }

  async start(): Promise<void> {
    this.#timer ??= setInterval(() => void this.read(), READ_EVERY).unref();
    await this.read();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never throws: what was known stays, since companies come rarely and never go. */
  async read(): Promise<void> {
    try {
      const { rows } = await this.#pool.query<{ count: string }>(
        'SELECT count(*) FROM (SELECT 1 FROM company LIMIT 2) c',
      );
      this.#isOne = rows[0]?.count === '1';
    } catch (error) {
      log.warn({ reason: String(error) }, 'companies could not be counted');
    }
  }
}
