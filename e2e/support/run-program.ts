import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Up to a build of the console, which only a folder with stale sources needs. */
const PATIENCE_MS = 300_000;

export type RunningProgram = {
  dataDir: string;
  /** Everything it has printed so far. */
  said: () => string;
  /** Waits for what `look` finds. @throws when the program ends before */
  waitFor: <T>(look: (said: string) => T | null) => Promise<T>;
  /** Ends it with Ctrl-C and removes its data. @throws when it did not end well */
  stop: () => Promise<void>;
};

/** Starts `npm run demo`'s or `npm start`'s program on free ports in an empty folder of its own. */
export async function runProgram(command: 'demo' | 'start'): Promise<RunningProgram> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'keydesk-e2e-'));
  const ports = { PORT: String(await freePort()), VERIFIER_PORT: String(await freePort()) };
  // A worker that has asked the demo's database has its settings; another installation has its own.
  const { DATABASE_URL: _database, KEYDESK_SECRET: _secret, ...inherited } = process.env;
  const env = { ...inherited, ...ports, KEYDESK_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['bin/keydesk.mjs', command], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const said = () => Buffer.concat(output).toString();
  return { dataDir, said, waitFor: (look) => waitFor(child, said, look), stop: () => stop(child, dataDir, said) };
}

async function waitFor<T>(child: ChildProcess, said: () => string, look: (said: string) => T | null): Promise<T> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await sleep(50)) {
    const found = look(said());
    if (found !== null) return found;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${said()}`);
  }
  child.kill('SIGINT');
  throw new Error(`the program did not start:\n${said()}`);
}

async function stop(child: ChildProcess, dataDir: string, said: () => string): Promise<void> {
  child.kill('SIGINT');
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  await rm(dataDir, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the program ended with ${code}:\n${said()}`);
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.close();
  await once(server, 'close');
  return address.port;
}
