import { type EmbeddedServer, recreateAppDatabase, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres';

const WATCH_INTERVAL_MS = 100;

/** The embedded PostgreSQL while the supervisor lives: started, watched, started again when it dies, and stopped. */
export class DatabaseServer {
  readonly #dataDir: string;
  #starting: Promise<EmbeddedServer> | undefined;
  #server: EmbeddedServer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** @throws Error with PostgreSQL's own words */
  async start(): Promise<void> {
    this.#starting = startEmbeddedPostgres(this.#dataDir);
    this.#server = await this.#starting;
  }

  /** As the programs connect. */
  get url(): string {
    if (this.#server === undefined) throw new Error('the embedded database has not been started');
    return this.#server.appUrl;
  }

  async empty(): Promise<void> {
    if (this.#server !== undefined) await recreateAppDatabase(this.#server);
  }

  /** @param onMoved called when it had to be started on another port, because its own was taken meanwhile */
  watch(onMoved: () => void): void {
    const look = async () => {
      if (this.#server?.isAlive() === false && !this.#isStopping) await this.#restart(onMoved);
      if (!this.#isStopping) this.#timer = setTimeout(look, WATCH_INTERVAL_MS);
    };
    this.#timer = setTimeout(look, WATCH_INTERVAL_MS);
  }

  /** Waits for a start that is under way: a server that nobody stops would outlive us. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const server = await this.#starting?.catch(() => undefined);
    await server?.stop();
  }

  async #restart(onMoved: () => void): Promise<void> {
    process.stderr.write('PostgreSQL ended; it is started again.\n');
    const before = this.url;
    try {
      await this.start();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`); // The next look tries again.
      return;
    }
    if (this.url !== before) onMoved();
  }
}
