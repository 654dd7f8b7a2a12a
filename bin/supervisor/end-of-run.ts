/** npm and the terminal both pass Ctrl-C on: two signals within this time are one press. */
const ONE_PRESS_MS = 1_000;

/** The end of the supervisor: undoes what was started, in reverse order, on a signal or after a failed start. */
export class EndOfRun {
  readonly #cleanups: (() => Promise<void>)[] = [];
  readonly #kills: (() => void)[] = [];
  #firstSignalAt: number | undefined;

  get hasBegun(): boolean {
    return this.#firstSignalAt !== undefined;
  }

  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#onSignal(signal));
    // Whoever read our output may leave (`| head`, a closed terminal); that is no reason to end.
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
  }

  /** Registered as soon as there is something to undo. */
  addCleanup(cleanup: () => Promise<void>): void {
    this.#cleanups.push(cleanup);
  }

  /** For the second Ctrl-C: ends at once what would otherwise be waited for. */
  onKill(kill: () => void): void {
    this.#kills.push(kill);
  }

  async runCleanups(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) {
      await cleanup().catch((error) => process.stderr.write(`${String(error)}\n`));
    }
  }

  #onSignal(signal: string): void {
    const now = performance.now();
    if (this.#firstSignalAt === undefined) {
      this.#firstSignalAt = now;
      process.stdout.write(signal === 'SIGINT' ? '\nEnding … (Ctrl-C again ends at once)\n' : 'Ending …\n');
      void this.runCleanups().then(() => process.exit(0));
      return;
    }
    if (now - this.#firstSignalAt < ONE_PRESS_MS) return;
    for (const kill of this.#kills) kill();
    process.exit(1); // The database's server goes on; the next start attaches to it.
  }
}
