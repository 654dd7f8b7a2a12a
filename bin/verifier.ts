import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { keyring } from '@/lib/platform/keyring';
import { assertPortFree } from '@/lib/platform/listening-port';
import { log } from '@/lib/platform/log';
import { prepareProgram } from '@/lib/platform/prepare-program';
import { announceReady, onStop, runProgram } from '@/lib/platform/process-lifecycle';
import { startVerifier } from '@/lib/verification/verifier';

/** `npm run verifier`: answers gateways and programs that ask whether a key is good. */
async function main(): Promise<void> {
  await prepareProgram();
  const { verifier, databaseUrl = '', listenUrl = databaseUrl, nowOffsetMs, trustedProxies } = config();
  const { host, tokens } = verifier;
  await assertPortFree(host, verifier.port, { host: 'VERIFIER_HOST', port: 'VERIFIER_PORT' });
  const clock = systemClock;
  const running = await startVerifier({
    databaseUrl,
    listenUrl,
    host,
    port: verifier.port,
    publicUrl: verifier.url,
    tokens,
    trustedProxies,
    keyring: keyring(),
    clock,
    nowOffsetMs,
  });
  onStop(() => running.stop());
  log.info({ host, port: running.port }, 'the verifier listens');
  announceReady();
}

void runProgram(main);
