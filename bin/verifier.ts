import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { prepareDatabase } from '@/lib/platform/start-checks';
import { startVerifier } from '@/lib/verification/verifier';

/** `npm run verifier`: answers gateways and programs that ask whether a key is good. */
async function main(): Promise<void> {
  const settings = config();
  const { verifier, databaseUrl = '', nowOffsetMs } = settings;
  const secrets = keyring();
  await prepareDatabase(settings, { knownSecretIds: secrets.ids });
  const running = await startVerifier({
    databaseUrl,
    host: verifier.host,
    port: verifier.port,
    tokens: verifier.tokens,
    keyring: secrets,
    clock: systemClock,
    nowOffsetMs,
  });
  const stop = () => {
    running.stop().then(() => process.exit(0), giveUp);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The supervisor is gone: nobody would end this process or start it again.
  process.on('disconnect', stop);
  log.info({ host: verifier.host, port: running.port }, 'the verifier listens');
  process.send?.('ready');
}

function giveUp(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`keydesk verifier: ${reason}\n`);
  process.exit(1);
}

main().catch(giveUp);
