/** Writes what a process collects in memory, every so often and once more when it stops; never twice at a time. */
export class PeriodicFlush {
  readonly #write: () => Promise<void>;
  readonly #everyMs: number;
  #flushing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** @param write writes what is pending, and keeps what could not be written. Never throws. */
  constructor(write: () => Promise<void>, everyMs: number) {
    this.#write = write;
    this.#everyMs = everyMs;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.flush(), this.#everyMs).unref();
  }

  /** Writes what is left. Never throws. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#flushing;
    await this.flush();
  }

  /** Begins a write, or joins the one that goes on. Never throws. */
  flush(): Promise<void> {
    this.#flushing ??= this.#write().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }
}
