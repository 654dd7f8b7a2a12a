/**
 * Does what a turn of the event loop put off, when everything that had arrived was dealt with, in the order in which it was put
 * off. Answers are written so: a client that sleeps is woken by each write, which takes the system longer than a verdict takes
 * us, and of writes that follow each other closely the first wakes it for all.
 */
export class EndOfTurn<T> {
  readonly #act: (item: T) => void;
  #waiting: T[] = [];

  /** @param act must not throw */
  constructor(act: (item: T) => void) {
    this.#act = act;
  }

  add(item: T): void {
    if (this.#waiting.length === 0) setImmediate(this.#end);
    this.#waiting.push(item);
  }

  /** Does now what waits, for something that must come after it. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const item of waiting) this.#act(item);
  }

  readonly #end = (): void => this.flush();
}
