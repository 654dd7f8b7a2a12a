// `npm run demo` and `npm start`: the embedded database and the three programs on one machine, until Ctrl-C.
import fs from 'node:fs';
import path from 'node:path';
import { type Config, environmentWith, readConfig } from '@/lib/platform/config';
import { readOrMakeSecret } from '@/lib/platform/generated-secret';
import { Keyring } from '@/lib/platform/keyring';
import { assertPortFree } from '@/lib/platform/listening-port';
import { migrate } from '@/lib/platform/migrations';
import { LARGE_PAGES } from '@/lib/platform/node-flags';
import { runProgram } from '@/lib/platform/process-lifecycle';
import { ConfigError } from '@/lib/platform/setting-values';
import { prepareDatabase } from '@/lib/platform/start-checks';
import type { DemoFile } from '@/prisma/seed/demo-file';
import { acquirePidLock } from './pid-lock.mjs';
import { ChildProgram } from './supervisor/child-program';
import { DatabaseServer } from './supervisor/database-server';
import { describeDemo, forgetEarlierDemo, markAsDemo, removeDemoFile, writeDemoFile } from './supervisor/demo';
import { EndOfRun } from './supervisor/end-of-run';
import { answers } from './supervisor/probe';
import { runTask } from './supervisor/run-task';
import { childEnvironment, type Mode, readSettings } from './supervisor/settings';

const mode: Mode = process.argv[2] === 'demo' ? 'demo' : 'start';
const end = new EndOfRun();

void runProgram(async () => {
  end.listen();
  try {
    await start();
  } catch (error) {
    if (end.hasBegun) return; // Ctrl-C while starting: whatever broke, broke because of it.
    await end.runCleanups();
    throw error;
  }
});

async function start(): Promise<void> {
  const settings = readSettings(mode);
  lockDataFolder(settings.dataDir);
  if (mode === 'demo') {
    removeDemoFile(settings);
    end.addCleanup(async () => removeDemoFile(settings));
  }
  const { console: pages, verifier } = settings;
  await assertPortFree(pages.host, pages.port, { host: 'HOST', port: 'PORT' });
  await assertPortFree(verifier.host, verifier.port, { host: 'VERIFIER_HOST', port: 'VERIFIER_PORT' });

  const server = settings.databaseUrl === undefined ? await startDatabase(settings.dataDir) : undefined;
  const secret = environmentWith({})['KEYDESK_SECRET'] ?? readOrMakeSecret(settings.dataDir);
  const environment = () => childEnvironment(settings, server?.url ?? settings.databaseUrl ?? '', secret);
  if (mode === 'demo' && server !== undefined) {
    await forgetEarlierDemo(settings, server);
    await migrate(server.url);
    await markAsDemo(server.url);
  }
  await checkDatabase(readConfig(environment()));
  await serve(settings, environment, server);
}

function lockDataFolder(dataDir: string): void {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const lock = acquirePidLock(path.join(dataDir, 'lock'));
  if ('heldBy' in lock) {
    throw new ConfigError(`KEYDESK_DATA_DIR: ${dataDir} is in use by another Keydesk (process ${lock.heldBy})`);
  }
  end.addCleanup(async () => lock.release());
}

async function startDatabase(dataDir: string): Promise<DatabaseServer> {
  const server = new DatabaseServer(dataDir);
  end.addCleanup(() => server.stop());
  await server.start();
  return server;
}

async function checkDatabase(settings: Config): Promise<void> {
  if (settings.secret === undefined) throw new ConfigError('KEYDESK_SECRET is not set');
  const knownSecretIds = new Keyring(settings.secret, settings.previousSecrets).ids;
  await prepareDatabase(settings, { knownSecretIds, refuseDemo: mode === 'start' });
}

async function serve(
  settings: Config,
  environment: () => NodeJS.ProcessEnv,
  server: DatabaseServer | undefined,
): Promise<void> {
  const { gates, worker } = describePrograms(settings, environment);
  const programs = [...gates, worker];
  end.addCleanup(async () => {
    await Promise.all(programs.map((program) => program.stop()));
  });
  end.onKill(() => {
    for (const program of programs) program.kill();
  });
  // The demo's data takes longest, so it begins first; nobody waits for the worker, so it begins last.
  const seeding = mode === 'demo' ? seedDemo(environment()) : undefined;
  for (const program of gates) program.start();
  server?.watch(() => {
    for (const program of programs) program.restart();
  });
  const ready = waitForAll(gates, worker);
  await (seeding === undefined
    ? announceStart(settings, environment(), ready)
    : announceDemo(settings, seeding, ready));
}

function seedDemo(environment: NodeJS.ProcessEnv): Promise<DemoFile> {
  const { child, result } = runTask<DemoFile>('seed-demo', environment);
  end.onKill(() => child.kill('SIGKILL'));
  return result;
}

async function waitForAll(gates: readonly ChildProgram[], worker: ChildProgram): Promise<void> {
  await Promise.all(gates.map((program) => program.waitUntilReady()));
  worker.start();
  await worker.waitUntilReady();
}

/** The two that people and gateways wait for, and the one that works behind them. */
function describePrograms(
  settings: Config,
  environment: () => NodeJS.ProcessEnv,
): { gates: ChildProgram[]; worker: ChildProgram } {
  const { console: pages, verifier } = settings;
  // The demo's screen is for people: what its programs log goes to a file.
  const output =
    mode === 'demo' ? fs.openSync(path.join(settings.dataDir, 'keydesk.log'), 'w', 0o600) : ('inherit' as const);
  const common = { environment, output };
  const flags = [LARGE_PAGES];
  const gates = [
    new ChildProgram({
      name: 'console',
      ...common,
      flags,
      probe: () => answers(pages, '/sign-in', new URL(pages.url).host),
    }),
    new ChildProgram({ name: 'verifier', ...common, flags, probe: () => answers(verifier, '/readyz') }),
  ];
  return { gates, worker: new ChildProgram({ name: 'worker', ...common }) };
}

async function announceDemo(settings: Config, seeding: Promise<DemoFile>, ready: Promise<unknown>): Promise<void> {
  const [demo] = await Promise.all([seeding, ready]);
  writeDemoFile(settings, demo);
  process.stdout.write(describeDemo(settings, demo));
}

async function announceStart(settings: Config, environment: NodeJS.ProcessEnv, ready: Promise<unknown>): Promise<void> {
  await ready;
  const setupLink = await runTask<string | null>('first-start', environment).result;
  const { console: pages, verifier } = settings;
  process.stdout.write(`Console   ${pages.url}\nVerifier  http://${verifier.host}:${verifier.port}\n`);
  if (setupLink !== null) {
    process.stdout.write(`\nThere is no company yet. Make the first one within an hour at\n  ${setupLink}\n`);
  }
}
