import { environmentWith } from '@/lib/platform/config';
import type { SoakCase } from './soak-case';
import { runSystemTest } from './system-test';

/** For each of the five victims; `CRASH_ROUNDS` says otherwise. */
const ROUNDS = environmentWith({})['CRASH_ROUNDS'] ?? '10';

/** SECURITY 28: the test of `npm test` itself, with more rounds for each victim. */
export const crashes: SoakCase = {
  name: 'crashes',
  claim: 'kill -9 of any process at any moment: nothing acknowledged is lost, nothing refused is let in.',
  async run() {
    const { code, output } = await runSystemTest('bin/crash.sys.test.ts', { CRASH_ROUNDS: ROUNDS });
    const kills = [...output.matchAll(/kill -9 (\w+): ready again after (\d+) ms/g)].map(([, victim = '', ms]) => ({
      victim,
      ms: Number(ms),
    }));
    const victims = [...new Set(kills.map(({ victim }) => victim))];
    const slowest = (of: string) => Math.max(...kills.filter(({ victim }) => victim === of).map(({ ms }) => ms));
    return {
      figures: [
        ['kills', String(kills.length)],
        ...victims.map((victim) => [`${victim}, slowest to be ready again`, `${slowest(victim)} ms`] as const),
      ],
      failures: code === 0 && kills.length > 0 ? [] : [`the crash test failed (${code}): ${output.slice(-2_000)}`],
    };
  },
};
