import fc from 'fast-check';
import { AggregatorRegistry, Histogram, type PrometheusContentType, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { DurationHistogram } from './duration-histogram';

const HEAD = { name: 'keydesk_x_seconds', help: 'What it is.' };
const BOUNDS = [0.001, 0.01, 0.5];

function both() {
  const [own, theirs] = [new Registry(), new Registry()];
  const ours = new DurationHistogram({ ...HEAD, bounds: BOUNDS, register: own });
  const reference = new Histogram({ ...HEAD, buckets: BOUNDS, registers: [theirs] });
  return { own, theirs, ours, reference };
}

const durations = fc.array(fc.oneof(fc.constantFrom(0, ...BOUNDS), fc.double({ min: 0, max: 1, noNaN: true })));

it('reads as that of prom-client does, whatever was observed', async () => {
  await fc.assert(
    fc.asyncProperty(durations, async (seconds) => {
      const { own, theirs, ours, reference } = both();
      for (const one of seconds) {
        ours.observe(one);
        reference.observe(one);
      }
      expect(await own.metrics()).toBe(await theirs.metrics());
    }),
  );
});

it('adds up over processes as that of prom-client does', async () => {
  const told = async (registry: Registry) => [await registry.getMetricsAsJSON(), await registry.getMetricsAsJSON()];
  const { own, theirs, ours, reference } = both();
  for (const one of [0.002, 0.2, 2]) {
    ours.observe(one);
    reference.observe(one);
  }
  const sum = async (registry: Registry) =>
    AggregatorRegistry.aggregate<PrometheusContentType>(await told(registry)).metrics();
  expect(await sum(own)).toBe(await sum(theirs));
  expect(await sum(own)).toContain('keydesk_x_seconds_count 6');
});
