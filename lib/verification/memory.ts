import type pg from 'pg';
import { newId } from '@/lib/platform/random';
import { CachedLookup, type LookupCounts } from './cache/cached-lookup';
import { LagProbe } from './cache/lag-probe';
import type { Moved } from './cache/moved';
import { MovedListener } from './cache/moved-listener';
import { type CacheLimits, VerificationCache } from './cache/verification-cache';
import { CompanyCount } from './company-count';
import { lookup, lookupMany } from './lookup';
import type { RememberingLookup } from './verification-record';

export type MemoryWith = { pool: pg.Pool; listenUrl: string; limits: CacheLimits };

/** What the verifier knows without asking the database, kept true by what the database tells of its changes. */
export class Memory {
  readonly #cache: VerificationCache;
  readonly #companies: CompanyCount;
  readonly #listener: MovedListener;
  readonly #lookup: CachedLookup;
  readonly #lagProbe: LagProbe;

  constructor({ pool, listenUrl, limits }: MemoryWith) {
    this.#cache = new VerificationCache(limits);
    this.#companies = new CompanyCount(pool);
    this.#lagProbe = new LagProbe(pool, newId('req'));
    this.#listener = new MovedListener({ url: listenUrl, onMoved: (moved) => this.#hear(moved) });
    this.#lookup = new CachedLookup({
      cache: this.#cache,
      read: lookup(pool),
      readMany: lookupMany(pool),
      channel: () => this.#listener.state,
    });
  }

  get lookup(): RememberingLookup {
    return this.#lookup;
  }

  /** Whether the installation has one company only; null while that cannot be told. */
  get isOneCompany(): boolean | null {
    return this.#companies.isOne;
  }

  get size(): { known: number; unknown: number } {
    return this.#cache.size;
  }

  get lookups(): LookupCounts {
    return this.#lookup.counts;
  }

  get isListening(): boolean {
    return this.#listener.state.isHealthy;
  }

  /** Seconds from a change to its news here, as last measured; null = never. */
  get lag(): number | null {
    return this.#lagProbe.lag;
  }

  /** Resolves when everything that moved in the database before the call is known here. Waits for as long as nothing is heard. */
  untilCaughtUp(): Promise<void> {
    return this.#lagProbe.untilCaughtUp();
  }

  async start(): Promise<void> {
    await this.#companies.start();
    this.#lagProbe.start();
    // Until the channel is open nothing is believed for longer than two seconds; nobody has to wait for it.
    void this.#listener.start();
  }

  async stop(): Promise<void> {
    this.#companies.stop();
    this.#lagProbe.stop();
    await this.#listener.stop();
  }

  #hear(moved: Moved): void {
    if (moved.kind === 'probe') this.#lagProbe.hear(moved.name);
    this.#cache.invalidate(moved);
    const isOfCompanies = moved.kind === 'all' || (moved.kind === 'scope' && moved.scope === 'c');
    if (isOfCompanies) void this.#companies.read();
  }
}
