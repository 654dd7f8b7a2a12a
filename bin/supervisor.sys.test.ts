import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '@/lib/platform/config';
import { findFreePort } from '@/lib/platform/embedded-postgres';

/** SECURITY: after any kill everything serves again within this time. */
const RECOVERY_MS = 3_000;

let dataDir: string;
let ports: { console: number; verifier: number };
const started = new Set<ChildProcess>();

type Run = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

function run(command: string, changes: Record<string, string> = {}): Run {
  const own = environmentWith({}); // Of it only this: a developer's settings must not decide what the test sees.
  const child = spawn(process.execPath, ['bin/keydesk.mjs', command], {
    env: {
      PATH: own['PATH'],
      HOME: own['HOME'],
      NODE_ENV: 'production',
      KEYDESK_DATA_DIR: dataDir,
      PORT: String(ports.console),
      VERIFIER_PORT: String(ports.verifier),
      ...changes,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { process: child, output: () => output, ended };
}

async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(25);
  }
  return performance.now() - startedAt;
}

function status(port: number, at: string): Promise<number> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: at, agent: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}

const serves = async () =>
  (await status(ports.console, '/readyz')) === 200 && (await status(ports.verifier, '/readyz')) === 200;

async function startAndWait(): Promise<Run> {
  const keydesk = run('start');
  // It may have to install and build first.
  await until('start', () => /^Console {3}/m.test(keydesk.output()) || keydesk.process.exitCode !== null, 300_000);
  expect(keydesk.output()).toMatch(/^Console {3}http:\/\/localhost:/m);
  return keydesk;
}

function postmasterPid(): number {
  return Number(fs.readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n', 1)[0]);
}

function childPid(supervisor: Run, program: string): number {
  const { pid } = supervisor.process;
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const isIt = (child: string) => fs.readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(`dist/${program}.mjs`);
  return Number(children.find(isIt));
}

function isAlive(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(tmpdir(), 'keydesk-system-'));
  ports = { console: await findFreePort(), verifier: await findFreePort() };
});

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  const database = fs.existsSync(path.join(dataDir, 'postgres/postmaster.pid')) ? postmasterPid() : undefined;
  if (database !== undefined && isAlive(database)) {
    process.kill(database, 'SIGQUIT');
    await until('the database ends', () => !isAlive(database), 10_000);
  }
  fs.rmSync(dataDir, { recursive: true, force: true });
});

describe.sequential('npm start', () => {
  let keydesk: Run;

  it('serves, and offers the link to /setup on an empty database', async () => {
    keydesk = await startAndWait();
    await until('set-up link', () => /\/setup/.test(keydesk.output()), 5_000);
    expect(await status(ports.console, '/readyz')).toBe(200);
    expect(await status(ports.verifier, '/readyz')).toBe(200);
    expect(fs.statSync(path.join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  }, 320_000);

  it('refuses a second start on the same data folder in one line', async () => {
    const second = run('start');
    expect(await second.ended).toBe(1);
    expect(second.output()).toBe(
      `KEYDESK_DATA_DIR: ${dataDir} is in use by another Keydesk (process ${keydesk.process.pid})\n`,
    );
    expect(await serves()).toBe(true);
  });

  it.each(['console', 'verifier', 'worker'])('starts the %s again when it is killed', async (program) => {
    const before = childPid(keydesk, program);
    process.kill(before, 'SIGKILL');
    await until('another process', () => ![before, Number.NaN].includes(childPid(keydesk, program)), RECOVERY_MS);
    await until(`${program} serves`, serves, RECOVERY_MS);
  });

  it('starts the database again when it is killed, under the same address', async () => {
    const port = fs.readFileSync(path.join(dataDir, 'postgres.port'), 'utf8');
    const before = postmasterPid();
    process.kill(before, 'SIGKILL');
    await until('another server', () => postmasterPid() !== before, RECOVERY_MS);
    await until('everything serves', serves, RECOVERY_MS);
    expect(fs.readFileSync(path.join(dataDir, 'postgres.port'), 'utf8')).toBe(port);
  });

  it('attaches to the running database after the supervisor was killed', async () => {
    const database = postmasterPid();
    const orphans = ['console', 'verifier', 'worker'].map((program) => childPid(keydesk, program));
    keydesk.process.kill('SIGKILL');
    keydesk = await startAndWait();
    expect(postmasterPid()).toBe(database);
    await until('the orphans end', () => !orphans.some(isAlive), 10_000);
    expect(await serves()).toBe(true);
  });

  it('ends everything on SIGTERM, the database last, with exit code 0', async () => {
    const database = postmasterPid();
    keydesk.process.kill('SIGTERM');
    expect(await keydesk.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    expect(await status(ports.console, '/livez')).toBe(0);
  });

  it('names the variable when a port is taken', async () => {
    const squatter = net.createServer().listen(ports.verifier, '127.0.0.1');
    const refused = run('start');
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toBe(
      `VERIFIER_PORT: port ${ports.verifier} is taken by another program; set VERIFIER_PORT to a free one\n`,
    );
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('says in one line what is wrong with a setting', async () => {
    const refused = run('start', { KEYDESK_SECRET: 'c2hvcnQ=' });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toBe('KEYDESK_SECRET has 5 bytes; at least 32 are required\n');
  });

  it('refuses a database that holds demo data', async () => {
    keydesk = await startAndWait();
    const password = fs.readFileSync(path.join(dataDir, 'postgres/keydesk-app.password'), 'utf8');
    const port = fs.readFileSync(path.join(dataDir, 'postgres.port'), 'utf8');
    const client = new pg.Client(`postgresql://keydesk_app:${password}@127.0.0.1:${port}/keydesk`);
    await client.connect();
    await client.query(
      `INSERT INTO installation (id, is_demo, created_at) VALUES (1, true, '2026-01-01T00:00Z') ON CONFLICT (id) DO UPDATE SET is_demo = true`,
    );
    await client.end();
    keydesk.process.kill('SIGTERM');
    expect(await keydesk.ended).toBe(0);
    const refused = run('start');
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('this database holds demo data');
  });
});

describe('npm run demo', () => {
  it.each<[Record<string, string>, string]>([
    [{ DATABASE_URL: 'postgresql://u:p@db/k' }, 'DATABASE_URL is set, but the demo only runs'],
    [{ HOST: '0.0.0.0', KEYDESK_URL: 'https://k.example' }, 'HOST is 0.0.0.0, but the demo keeps to loopback'],
    [{ VERIFIER_HOST: '0.0.0.0', VERIFIER_TOKENS: '*:t' }, 'VERIFIER_HOST is 0.0.0.0, but the demo keeps to loopback'],
  ])('refuses %j', async (changes, words) => {
    const refused = run('demo', changes);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(words);
  });
});
