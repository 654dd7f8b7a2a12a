import type pg from 'pg';
import type { Clock } from '@/lib/kernel/clock';
import { type Instant, SECOND } from '@/lib/kernel/instant';
import { log } from '@/lib/platform/log';
import { assertMigrated } from '@/lib/platform/migrations';
import { assertSecretsKnown, LARGEST_SKEW_MS } from '@/lib/platform/start-checks';

/** A check that was not come to, because an earlier one failed, has failed too. */
export type Readiness = {
  ready: boolean;
  checks: { database: boolean; migrations: boolean; clock: boolean; secret: boolean };
  /** How far the process's clock is ahead of the database's; null = not measured. */
  clockSkewMs: number | null;
};

export type ReadinessWith = {
  pool: pg.Pool;
  clock: Clock;
  measureSkewMs: (pool: pg.Pool) => Promise<number>;
  /** Ids of the secrets that this process was given. */
  knownSecretIds: readonly string[];
};

/** An answer as old as this is given again: asking often costs the database nothing, and recovery shows in time. */
const FRESH = SECOND;
const MEASURED_EVERY = 10 * SECOND;

/** Whether this process can give verdicts: asked by `/readyz`, and measured every ten seconds in any case. */
export class ReadinessProbe {
  readonly #with: ReadinessWith;
  #last: { readiness: Readiness; at: Instant } | undefined;
  #measuring: Promise<Readiness> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #areSecretsKnown = false;

  constructor(using: ReadinessWith) {
    this.#with = using;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#measureOnce(), MEASURED_EVERY).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never throws. */
  async read(): Promise<Readiness> {
    const age = this.#last === undefined ? FRESH : this.#with.clock.now() - this.#last.at;
    // A clock set back makes the age negative: then the answer is from another time.
    if (this.#last !== undefined && age >= 0 && age < FRESH) return this.#last.readiness;
    return this.#measureOnce();
  }

  #measureOnce(): Promise<Readiness> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = null;
    });
    return this.#measuring;
  }

  async #measure(): Promise<Readiness> {
    const readiness: Readiness = {
      ready: false,
      checks: { database: false, migrations: false, clock: false, secret: false },
      clockSkewMs: null,
    };
    try {
      await this.#fill(readiness);
      readiness.ready = Object.values(readiness.checks).every(Boolean);
    } catch (error) {
      log.warn({ reason: String(error), missing: missingOf(readiness) }, 'the verifier is not ready');
    }
    this.#last = { readiness, at: this.#with.clock.now() };
    return readiness;
  }

  async #fill(readiness: Readiness): Promise<void> {
    const { pool, measureSkewMs, knownSecretIds } = this.#with;
    readiness.clockSkewMs = await measureSkewMs(pool);
    readiness.checks.database = true;
    readiness.checks.clock = Math.abs(readiness.clockSkewMs) <= LARGEST_SKEW_MS;
    await assertMigrated(pool);
    readiness.checks.migrations = true;
    // Once: the process's secrets do not change, and a row that needs another makes its own verdict fail.
    if (!this.#areSecretsKnown) await assertSecretsKnown(pool, knownSecretIds);
    this.#areSecretsKnown = true;
    readiness.checks.secret = true;
    if (!readiness.checks.clock) {
      log.error({ clockSkewMs: readiness.clockSkewMs }, "the clock and the database's are too far apart");
    }
  }
}

/** By a list: a field called "secret" would be cut from a log, whatever it holds. */
function missingOf({ checks }: Readiness): string[] {
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
}
