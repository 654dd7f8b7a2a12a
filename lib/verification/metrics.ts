import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { VerdictCode } from '@/lib/keys/domain/verdict';
import { DurationHistogram } from './duration-histogram';
import type { OwnCode } from './gateway/answer-gateway';
import type { Memory } from './memory';

/** What is asked of the memory at each scrape, so that nothing is written down in between. */
export type MetricsSource = Pick<Memory, 'size' | 'lookups' | 'isListening' | 'lag'>;

/** Bounds of the buckets in seconds: a warm verdict takes microseconds, a cold one milliseconds. */
const DURATIONS = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** Everything that `/metrics` shows, in the Prometheus text format 0.0.4. Names end in their unit. */
export class Metrics {
  readonly registry = new Registry();
  readonly #decisions = new Map<string, { count: number }>();
  readonly #duration: DurationHistogram;

  constructor(memory: MetricsSource) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const decisions = this.#decisions;
    new Counter({
      name: 'keydesk_decisions_total',
      help: 'Decisions by code, as it was told. What a gateway was refused before anything was decided is counted with them, and so is UNDECIDABLE.',
      labelNames: ['code'],
      registers,
      collect() {
        this.reset();
        for (const [code, { count }] of decisions) this.inc({ code }, count);
      },
    });
    this.#duration = new DurationHistogram({
      name: 'keydesk_request_duration_seconds',
      help: 'From the head of a request to its answer, for every path.',
      bounds: DURATIONS,
      register: this.registry,
    });
    addCache(memory, registers);
    addListening(memory, registers);
  }

  countDecision(code: VerdictCode | OwnCode): void {
    const known = this.#decisions.get(code);
    if (known === undefined) this.#decisions.set(code, { count: 1 });
    else known.count += 1;
  }

  /** @param milliseconds of the monotonic clock */
  observeRequest(milliseconds: number): void {
    this.#duration.observe(milliseconds / 1_000);
  }
}

function addCache(memory: MetricsSource, registers: Registry[]): void {
  new Gauge({
    name: 'keydesk_cache_entries',
    help: 'Access Keys in memory, known and unknown ones.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, count] of Object.entries(memory.size)) this.set({ kind }, count);
    },
  });
  new Counter({
    name: 'keydesk_cache_lookups_total',
    help: 'hit: from memory; miss: read from the database; joined: waited for a read of the same key; refresh: read again in the background; stale: from memory while the database was away; refused: too many were waiting.',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(memory.lookups)) this.inc({ result }, count);
    },
  });
}

function addListening(memory: MetricsSource, registers: Registry[]): void {
  new Gauge({
    name: 'keydesk_listen_up',
    help: '1 while the database tells of changes; 0 while memory is not trusted for longer than two seconds.',
    registers,
    aggregator: 'min',
    collect() {
      this.set(memory.isListening ? 1 : 0);
    },
  });
  new Gauge({
    name: 'keydesk_invalidation_lag_seconds',
    help: 'From a change in the database to its news here, as last measured.',
    registers,
    aggregator: 'max',
    collect() {
      this.set(memory.lag ?? Number.NaN);
    },
  });
}
