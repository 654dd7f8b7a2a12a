import cluster from 'node:cluster';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { keyring } from '@/lib/platform/keyring';
import { assertPortFree } from '@/lib/platform/listening-port';
import { log } from '@/lib/platform/log';
import { keepHeapSmall } from '@/lib/platform/node-flags';
import { prepareProgram } from '@/lib/platform/prepare-program';
import { announceReady, onStop, runProgram } from '@/lib/platform/process-lifecycle';
import { startVerifier, type VerifierSettings } from '@/lib/verification/verifier';
import { metricsOfAll, startWorkers } from '@/lib/verification/verifier-workers';

/** `npm run verifier`: answers gateways and programs that ask whether a key is good. */
async function main(): Promise<void> {
  keepHeapSmall();
  const { host, port, workers, drainDelayMs } = config().verifier;
  if (cluster.isWorker) {
    const { stop } = await startVerifier({ ...settings(), readMetrics: metricsOfAll });
    onStop(stop, drainDelayMs);
    return;
  }
  await prepareProgram();
  await assertPortFree(host, port, { host: 'VERIFIER_HOST', port: 'VERIFIER_PORT' });
  const running = workers === 1 ? await startVerifier(settings()) : await startWorkers(workers);
  onStop(running.stop, drainDelayMs);
  log.info({ host, port, workers }, 'the verifier listens');
  announceReady();
}

function settings(): VerifierSettings {
  const { verifier, databaseUrl = '', listenUrl = databaseUrl, nowOffsetMs, trustedProxies } = config();
  const { host, port, tokens, drainDelayMs, url: publicUrl } = verifier;
  const ours = { host, port, publicUrl, tokens, trustedProxies, drainDelayMs };
  return { databaseUrl, listenUrl, ...ours, keyring: keyring(), clock: systemClock, nowOffsetMs };
}

void runProgram(main);
