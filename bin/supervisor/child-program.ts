import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/platform/config';
import { DRAIN_TIMEOUT_MS, READY_MESSAGE } from '@/lib/platform/process-lifecycle';

export type ChildSettings = {
  /** As people read it; its program is `dist/<name>.mjs`. */
  name: string;
  /** Read at each start, since the database may have moved to another port in between. */
  environment: () => NodeJS.ProcessEnv;
  /** Where its standard output goes: ours, or an open file. */
  output: 'inherit' | number;
  /** Of node, besides those that every program has. */
  flags?: readonly string[];
  /** Asks the program itself whether it serves. Without it the program's own message counts. */
  probe?: () => Promise<boolean>;
};

/** How node is called for every supervised program. */
export const PROGRAM_FLAGS = ['--enable-source-maps', '--import', './bin/supervised.mjs'];

const START_TIMEOUT_MS = 60_000;
const PROBE_INTERVAL_MS = 50;
/** A program that ran this long is taken to be sound: its next end starts the delays anew. */
const SOUND_AFTER_MS = 10_000;
/** The first restart is immediate, since most ends are single accidents and someone is waiting. */
const RESTART_DELAYS_MS = [0, 250, 500, 1_000, 2_000, 5_000];

/** One of the supervised programs: started, watched, started again when it ends, and drained at the end. */
export class ChildProgram {
  readonly name: string;
  readonly #settings: ChildSettings;
  #process: ChildProcess | undefined;
  #startedAt = 0;
  #isReady = false;
  #isStopping = false;
  #hasEverServed = false;
  #failuresInARow = 0;

  constructor(settings: ChildSettings) {
    this.name = settings.name;
    this.#settings = settings;
  }

  start(): void {
    if (this.#isStopping) return;
    this.#isReady = false;
    this.#startedAt = performance.now();
    const { flags = [] } = this.#settings;
    const child = spawn(process.execPath, [...PROGRAM_FLAGS, ...flags, `dist/${this.name}.mjs`], {
      env: this.#settings.environment(),
      stdio: ['ignore', this.#settings.output, 'inherit', 'ipc'],
    });
    this.#process = child;
    child.on('message', (message) => {
      if (message === READY_MESSAGE && child === this.#process) this.#isReady = true;
    });
    child.once('error', () => this.#onEnd(child, 'could not be started'));
    child.once('exit', (code, signal) => this.#onEnd(child, signal ?? `exit code ${code}`));
  }

  /**
   * Waits until the program serves for the first time.
   * @throws Error when it ends before, or takes longer than a minute
   */
  async waitUntilReady(): Promise<void> {
    for (const deadline = performance.now() + START_TIMEOUT_MS; performance.now() < deadline; ) {
      if (await this.#serves()) {
        this.#hasEverServed = true;
        return;
      }
      if (this.#process === undefined) throw new Error(`the ${this.name} did not start`);
      await sleep(PROBE_INTERVAL_MS);
    }
    throw new Error(`the ${this.name} did not become ready within a minute`);
  }

  /** Starts it anew, because its settings changed: what it has is of no use, so it ends without waiting for anybody to notice. */
  restart(): void {
    if (this.#process?.connected) this.#process.disconnect();
    else this.#process?.kill('SIGTERM');
  }

  /** Lets it finish what is under way; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const patience = DRAIN_TIMEOUT_MS + config().verifier.drainDelayMs;
    const killer = setTimeout(() => child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(killer);
  }

  /** At once and without draining. */
  kill(): void {
    this.#isStopping = true;
    this.#process?.kill('SIGKILL');
  }

  async #serves(): Promise<boolean> {
    return this.#settings.probe === undefined ? this.#isReady : await this.#settings.probe();
  }

  #onEnd(child: ChildProcess, reason: string): void {
    if (child !== this.#process) return;
    this.#process = undefined;
    // Before it has ever served, its own words say what is wrong, and doing the same again would not help.
    if (this.#isStopping || !this.#hasEverServed) return;
    const wasSound = performance.now() - this.#startedAt > SOUND_AFTER_MS;
    this.#failuresInARow = wasSound ? 0 : this.#failuresInARow + 1;
    const delayMs = RESTART_DELAYS_MS[Math.min(this.#failuresInARow, RESTART_DELAYS_MS.length) - 1] ?? 0;
    process.stderr.write(`The ${this.name} ended (${reason}); it is started again.\n`);
    setTimeout(() => this.start(), delayMs);
  }
}
