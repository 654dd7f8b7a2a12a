import { performance } from 'node:perf_hooks';
import { environmentWith } from '@/lib/platform/config';
import type { SoakCase } from './soak-case';
import { runSystemTest } from './system-test';

const KEYS = environmentWith({})['BULK_KEYS'] ?? '100000';

/** The test of `npm test` itself, with more keys. */
export const bulk: SoakCase = {
  name: 'bulk',
  claim: 'A bulk change whose worker is killed in the middle goes on: nothing twice, nothing without its audit row.',
  async run() {
    const startedAt = performance.now();
    const { code, output } = await runSystemTest('bin/bulk.sys.test.ts', { BULK_KEYS: KEYS });
    const seconds = (performance.now() - startedAt) / 1_000;
    return {
      figures: [
        ['keys', KEYS],
        ['kills of the worker', '2'],
        ['with its set-up', `${seconds.toFixed(0)} s`],
      ],
      failures: code === 0 ? [] : [`the bulk test failed (${code}): ${output.slice(-2_000)}`],
    };
  },
};
