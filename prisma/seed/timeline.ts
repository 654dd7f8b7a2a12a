import type { Clock } from '@/lib/kernel/clock';
import { type Instant, plus } from '@/lib/kernel/instant';

/** A clock that stands where the story is. */
export class StoryClock implements Clock {
  #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  moveTo(at: Instant): void {
    this.#now = at;
  }
}

type Scene = { ago: number; play: () => Promise<void> };

/**
 * What happened, told in the order in which it happened whatever the order in which it was written down: the audit is a
 * chain, and its times must not run backwards. Of two scenes at one time the one written first is played first.
 */
export class Timeline {
  readonly #scenes: Scene[] = [];

  /** @param ago milliseconds before now */
  at(ago: number, play: () => Promise<void>): void {
    this.#scenes.push({ ago, play });
  }

  async play(clock: StoryClock, now: Instant): Promise<void> {
    for (const { ago, play } of this.#scenes.sort((a, b) => b.ago - a.ago)) {
      clock.moveTo(plus(now, -ago));
      await play();
    }
  }
}
