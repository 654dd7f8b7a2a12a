import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpStatus, isAlive, type ProgramName, type Run, RunningKeydesk, until } from '@/test/support/running-keydesk';

/** Generous: how fast it is, is measured elsewhere; that it happens at all, is what counts here. */
const RECOVERY_MS = 60_000;
const PROGRAMS: readonly ProgramName[] = ['console', 'verifier', 'worker'];

let here: RunningKeydesk;

beforeAll(async () => {
  here = await RunningKeydesk.prepare();
});

afterAll(async () => {
  await here.end();
});

describe.sequential('npm start', () => {
  let keydesk: Run;

  it('serves, and offers the link to /setup on an empty database', async () => {
    keydesk = await here.start();
    await until('set-up link', () => /\/setup/.test(keydesk.output()), RECOVERY_MS);
    expect(await httpStatus(here.ports.console, '/readyz')).toBe(200);
    expect(await httpStatus(here.ports.verifier, '/readyz')).toBe(200);
    expect(fs.statSync(path.join(here.dataDir, 'secret')).mode & 0o777).toBe(0o600);
  }, 320_000);

  it('refuses a second start on the same data folder in one line', async () => {
    const second = here.run('start');
    expect(await second.ended).toBe(1);
    expect(second.output()).toBe(
      `KEYDESK_DATA_DIR: ${here.dataDir} is in use by another Keydesk (process ${keydesk.process.pid})\n`,
    );
    expect(await here.serves()).toBe(true);
  });

  it.each(PROGRAMS)('starts the %s again when it is killed', async (program) => {
    const before = here.programPid(keydesk, program);
    process.kill(before, 'SIGKILL');
    await until(
      'another process',
      () => ![before, Number.NaN].includes(here.programPid(keydesk, program)),
      RECOVERY_MS,
    );
    await until(`${program} serves`, () => here.serves(), RECOVERY_MS);
  });

  it('starts the database again when it is killed, under the same address', async () => {
    const port = here.databasePort;
    const before = here.databasePid();
    process.kill(before, 'SIGKILL');
    await until('another server', () => here.databasePid() !== before, RECOVERY_MS);
    await until('everything serves', () => here.serves(), RECOVERY_MS);
    expect(here.databasePort).toBe(port);
  });

  it('attaches to the running database after the supervisor was killed', async () => {
    const database = here.databasePid();
    const orphans = PROGRAMS.map((program) => here.programPid(keydesk, program));
    keydesk.process.kill('SIGKILL');
    keydesk = await here.start();
    expect(here.databasePid()).toBe(database);
    await until('the orphans end', () => !orphans.some(isAlive), RECOVERY_MS);
    expect(await here.serves()).toBe(true);
  });

  it('ends everything on SIGTERM, the database last, with exit code 0', async () => {
    const database = here.databasePid();
    keydesk.process.kill('SIGTERM');
    expect(await keydesk.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    expect(await httpStatus(here.ports.console, '/livez')).toBe(0);
  });

  it('names the variable when a port is taken', async () => {
    const squatter = net.createServer().listen(here.ports.verifier, '127.0.0.1');
    const refused = here.run('start');
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toBe(
      `VERIFIER_PORT: port ${here.ports.verifier} is taken by another program; set VERIFIER_PORT to a free one\n`,
    );
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('says in one line what is wrong with a setting', async () => {
    const refused = here.run('start', { KEYDESK_SECRET: 'c2hvcnQ=' });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toBe('KEYDESK_SECRET has 5 bytes; at least 32 are required\n');
  });

  it('refuses a database that holds demo data', async () => {
    keydesk = await here.start();
    const client = new pg.Client(here.databaseUrl);
    await client.connect();
    await client.query(
      `INSERT INTO installation (id, is_demo, created_at) VALUES (1, true, '2026-01-01T00:00Z') ON CONFLICT (id) DO UPDATE SET is_demo = true`,
    );
    await client.end();
    keydesk.process.kill('SIGTERM');
    expect(await keydesk.ended).toBe(0);
    const refused = here.run('start');
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
    const refused = here.run('demo', changes);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(words);
  });
});
