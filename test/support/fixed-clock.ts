import type { Clock } from '@/lib/kernel/clock';
import { type Instant, plus, toInstant } from '@/lib/kernel/instant';

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  #now: Instant;

  constructor(iso: string) {
    this.#now = toInstant(Date.parse(iso));
  }

  now(): Instant {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now = plus(this.#now, milliseconds);
  }

  set(iso: string): void {
    this.#now = toInstant(Date.parse(iso));
  }
}
