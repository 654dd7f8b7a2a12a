// Runs one of the commands for a person at the machine (`audit:verify`, `admin`, …). Without DATABASE_URL it attaches to
// the embedded server, or starts it for as long as the command takes, and gives the command the generated secret.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { config, setEnvironment } from '@/lib/platform/config';
import { startEmbeddedPostgres } from '@/lib/platform/embedded-postgres';
import { readOrMakeSecret } from '@/lib/platform/generated-secret';
import { runProgram } from '@/lib/platform/process-lifecycle';
import { ConfigError } from '@/lib/platform/setting-values';
import { acquirePidLock } from './pid-lock.mjs';

void runProgram(async () => {
  const [, , program = '', ...rest] = process.argv;
  const file = path.resolve(`dist/${program}.mjs`);
  if (config().databaseUrl === undefined) await openEmbeddedDatabase();
  process.argv = [process.execPath, file, ...rest];
  await import(pathToFileURL(file).href);
});

async function openEmbeddedDatabase(): Promise<void> {
  const { dataDir, secret } = config();
  if (!fs.existsSync(path.join(dataDir, 'postgres'))) {
    throw new ConfigError(
      `KEYDESK_DATA_DIR: there is no database in ${dataDir}; start Keydesk first, or set DATABASE_URL`,
    );
  }
  // Whoever holds the lock stops the server; beside a supervisor that is the supervisor.
  const lock = acquirePidLock(path.join(dataDir, 'lock'));
  const server = await startEmbeddedPostgres(dataDir);
  if ('release' in lock) {
    // When the command has nothing left to do; an exit code that it set is kept.
    process.once('beforeExit', () => void server.stop().then(lock.release));
  }
  const generated = secret === undefined ? { KEYDESK_SECRET: readOrMakeSecret(dataDir) } : {};
  setEnvironment({ DATABASE_URL: server.appUrl, ...generated });
}
