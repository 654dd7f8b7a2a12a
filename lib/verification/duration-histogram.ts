import type { Histogram, MetricValueWithName, Registry } from 'prom-client';

/** What a registry of prom-client is told. */
type Told = {
  name: string;
  help: string;
  type: 'histogram';
  aggregator: 'sum';
  values: MetricValueWithName<'le'>[];
};

/**
 * A histogram of Prometheus without labels. That of prom-client takes as long for one observation as a verdict takes for its
 * secret, since it looks for labels that are not there; this one only adds, and is put into prom-client's form when it is read.
 */
export class DurationHistogram {
  readonly name: string;
  readonly #help: string;
  /** Upper bounds in seconds, ascending. */
  readonly #bounds: readonly number[];
  /** How many lie at or below each bound and above the one before; the last is for what lies above all. */
  readonly #counts: number[];
  #sum = 0;

  constructor(config: { name: string; help: string; bounds: readonly number[]; register: Registry }) {
    this.name = config.name;
    this.#help = config.help;
    this.#bounds = config.bounds;
    this.#counts = new Array<number>(config.bounds.length + 1).fill(0);
    // A registry asks a metric for its name and for `get()`, whatever class it is of.
    config.register.registerMetric(this as unknown as Histogram);
  }

  observe(seconds: number): void {
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && seconds > (bounds[index] ?? 0)) index += 1;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** The contract of prom-client's metrics. Buckets are cumulative. */
  async get(): Promise<Told> {
    let count = 0;
    const values: MetricValueWithName<'le'>[] = this.#counts.map((fallen, index) => {
      count += fallen;
      return { metricName: `${this.name}_bucket`, labels: { le: this.#bounds[index] ?? '+Inf' }, value: count };
    });
    values.push({ metricName: `${this.name}_sum`, labels: {}, value: this.#sum });
    values.push({ metricName: `${this.name}_count`, labels: {}, value: count });
    return { name: this.name, help: this.#help, type: 'histogram', aggregator: 'sum', values };
  }

  /** The contract of prom-client's metrics. */
  reset(): void {
    this.#counts.fill(0);
    this.#sum = 0;
  }
}
