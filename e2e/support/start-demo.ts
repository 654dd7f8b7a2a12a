import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** Starts `npm run demo`'s program on free ports in a folder of its own, and ends it with Ctrl-C after the last test. */
export default async function startDemo(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'keydesk-e2e-'));
  const [port, verifierPort] = [await freePort(), await freePort()];
  const env = { ...process.env, PORT: String(port), VERIFIER_PORT: String(verifierPort), KEYDESK_DATA_DIR: dataDir };
  const demo = spawn(process.execPath, ['bin/keydesk.mjs', 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  demo.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  demo.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const file = path.join(dataDir, 'demo.json');
  await waitFor(file, demo, () => Buffer.concat(said).toString());
  process.env['E2E_DATA_DIR'] = dataDir;
  return async () => {
    demo.kill('SIGINT');
    const [code] = demo.exitCode === null ? await once(demo, 'exit') : [demo.exitCode];
    await rm(dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the demo ended with ${code}:\n${Buffer.concat(said)}`);
  };
}

async function waitFor(file: string, demo: ChildProcess, said: () => string): Promise<void> {
  for (let waited = 0; !existsSync(file); waited += 100) {
    if (demo.exitCode !== null || waited > PATIENCE_MS) throw new Error(`the demo did not start:\n${said()}`);
    await sleep(100);
  }
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
