import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '@/lib/platform/clock';
import { Keyring } from '@/lib/platform/keyring';
import { readRequest } from '@/lib/verification/read-request';
import { startVerifier } from '@/lib/verification/verifier';

/**
 * The verifier asked without HTTP, as a library is: the body of a request is read and decided upon, with usage and metrics. Told
 * by its parent process what to ask and how long; says how many it decided.
 */

export type DirectSettings = { databaseUrl: string; secret: string; bodies: string[] };
type Round = { seconds: number };

/** As many at once as the load generator keeps connections. */
const AT_ONCE = 32;
/** It decides without waiting, and nothing else would get its turn. */
const BREATH = 1_000;
const ANYBODY = { company: '*' };

process.once('message', async ({ databaseUrl, secret, bodies }: DirectSettings) => {
  const verifier = await startVerifier({
    databaseUrl,
    listenUrl: databaseUrl,
    host: '127.0.0.1',
    port: 0,
    tokens: [],
    trustedProxies: [],
    keyring: new Keyring(new Uint8Array(Buffer.from(secret, 'base64')), []),
    clock: systemClock,
    nowOffsetMs: 0,
  });
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
