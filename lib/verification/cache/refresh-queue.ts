import { setTimeout as sleep } from 'node:timers/promises';
import { ownCopy } from '../own-copy';

/** So few that other work of the process does not wait long for their rows to be read. */
const MOST_AT_ONCE = 50;
/** How long keys are gathered before they are read, and how long the database is left alone that could not be. */
const PAUSES = { gatherMs: 25, restMs: 1_000 };

/**
 * Access Keys to be read again in the background. Nobody waits for them, so that they are gathered for a moment and read many by
 * one statement, one statement at a time: a hundred thousand keys in use are read again each minute, which one by one takes a third
 * of a core.
 */
export class RefreshQueue {
  readonly #read: (accessKeys: readonly string[]) => Promise<boolean>;
  readonly #pauses: typeof PAUSES;
  /** The ones being read included. */
  readonly #pending = new Set<string>();
  #isReading = false;

  /** @param read never throws; false = nothing could be read, and the rest need not be tried */
  constructor(read: (accessKeys: readonly string[]) => Promise<boolean>, pauses = PAUSES) {
    this.#read = read;
    this.#pauses = pauses;
  }

  add(accessKey: string): void {
    if (this.#pending.has(accessKey)) return;
    // Not the text itself, which is a part of what somebody presented.
    this.#pending.add(ownCopy(accessKey));
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#readAll();
  }

  async #readAll(): Promise<void> {
    const { gatherMs, restMs } = this.#pauses;
    while (this.#pending.size > 0) {
      await sleep(gatherMs, undefined, { ref: false });
      if (await this.#readGathered()) continue;
      // Whoever still shows one of them asks for it again.
      this.#pending.clear();
      await sleep(restMs, undefined, { ref: false });
    }
    this.#isReading = false;
  }

  async #readGathered(): Promise<boolean> {
    const gathered = [...this.#pending];
    for (let from = 0; from < gathered.length; from += MOST_AT_ONCE) {
      const accessKeys = gathered.slice(from, from + MOST_AT_ONCE);
      if (!(await this.#read(accessKeys))) return false;
      for (const accessKey of accessKeys) this.#pending.delete(accessKey);
    }
    return true;
  }
}
