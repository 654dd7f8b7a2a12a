import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '@/lib/platform/clock';
import { readRequest } from '@/lib/verification/read-request';
import { startTestVerifier } from '@/lib/verification/test-verifier';

/**
 * The verifier asked without HTTP, as a library is: the body of a request is read and decided upon, with usage and metrics. Its
 * environment names database and secret; its parent process says what to ask and how long, and hears how many it decided.
 */

export type DirectSettings = { bodies: string[] };
type Round = { seconds: number };

/** As many at once as the load generator keeps connections. */
const AT_ONCE = 32;
/** It decides without waiting, and nothing else would get its turn. */
const BREATH = 1_000;
const ANYBODY = { company: '*' };

process.once('message', async ({ bodies }: DirectSettings) => {
  const verifier = await startTestVerifier({ clock: systemClock });
  const presented = bodies.map((body) => Buffer.from(body));
  let position = 0;
  const ask = async () => {
    position = (position + 1) % presented.length;
    const request = readRequest(presented[position] ?? Buffer.alloc(0));
    if (!request.ok) throw new Error('the body was refused');
    const verdict = await verifier.decide(request.value, ANYBODY);
    if (verdict.code !== 'VALID') throw new Error(`a good key is ${verdict.code}`);
  };
  for (const _ of presented) await ask();
  process.on('message', async ({ seconds }: Round) => {
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1_000;
    let count = 0;
    const work = async () => {
      for (; performance.now() < endsAt; count += 1) {
        await ask();
        if (count % BREATH === 0) await setImmediate(); // For what it hears and writes meanwhile.
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    process.send?.({ perSecond: count / ((performance.now() - startedAt) / 1_000) });
  });
  process.once('disconnect', () => void verifier.stop().then(() => process.exit(0)));
  process.send?.({ ready: true });
});
