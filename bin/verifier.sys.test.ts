import http from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { makeCompany, makeKey } from '@/lib/verification/test-keys';
import { childrenOf, isAlive, type Run, RunningKeydesk, until } from '@/test/support/running-keydesk';

/** Two verifier processes behind one port (VERIFIER_WORKERS), as `npm start` runs them. */

const PATIENCE_MS = 60_000;
/** As gateways have it: a connection that was just being handed to a process that died is never answered. */
const ANSWER_MS = 10_000;

let here: RunningKeydesk;
let keydesk: Run;
let body: string;

beforeAll(async () => {
  here = await RunningKeydesk.prepare();
  keydesk = await here.start({ VERIFIER_WORKERS: '2' });
  setEnvironment({ DATABASE_URL: here.databaseUrl, KEYDESK_SECRET: here.secret });
  const company = await makeCompany(newId('cmp').slice(4).toLowerCase());
  const { key } = await makeKey(company.id, { kind: 'COMPANY', id: company.id });
  body = JSON.stringify({ key });
}, 320_000);

afterAll(async () => {
  await database().$disconnect();
  await here.end();
});

const verifierPid = () => here.programPid(keydesk, 'verifier');
const workerPids = () => childrenOf(verifierPid());

/** One request on the agent's connection: the code of the answer, and whether the connection ends with it. */
function ask(agent: http.Agent | false): Promise<{ code: string; isLast: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const address = { host: '127.0.0.1', port: here.ports.verifier, path: '/v1/verify' };
    const request = http.request({ ...address, method: 'POST', agent, headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ code: JSON.parse(text).code, isLast: response.headers.connection === 'close' });
    });
    request.setTimeout(ANSWER_MS, () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(body);
  });
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${here.ports.verifier}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  );
}

it('share the port and the work, and tell their figures together', async () => {
  expect(workerPids()).toHaveLength(2);
  for (let call = 0; call < 20; call += 1) expect((await ask(false)).code).toBe('VALID');
  expect(await metric('keydesk_decisions_total{code="VALID"}')).toBe(20);
  // Each of them had to read the key once.
  expect(await metric('keydesk_cache_lookups_total{result="miss"}')).toBe(2);
  await database().apiKey.updateMany({ data: { disabledAt: toDate(systemClock.now()) } });
  const codes = async () => new Set([(await ask(false)).code, (await ask(false)).code, (await ask(false)).code]);
  await expect.poll(codes).toEqual(new Set(['DISABLED']));
  await database().apiKey.updateMany({ data: { disabledAt: null } });
  await expect.poll(codes).toEqual(new Set(['VALID']));
});

it('start again when one is killed, while the other answers', async () => {
  const [victim] = workerPids();
  process.kill(victim ?? 0, 'SIGKILL');
  await until('the end', () => !isAlive(victim ?? 0), PATIENCE_MS);
  await until('an answer', async () => (await ask(false).catch(() => null))?.code === 'VALID', PATIENCE_MS);
  await until('another', () => workerPids().length === 2 && !workerPids().includes(victim ?? 0), PATIENCE_MS);
});

it('end without losing a request on any connection, and start again', async () => {
  const answers: string[] = [];
  const client = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let isLast = false; !isLast; ) {
      const answer = await ask(agent);
      answers.push(answer.code);
      isLast = answer.isLast;
    }
    agent.destroy();
  };
  const clients = Array.from({ length: 10 }, client);
  await until('answers', () => answers.length > 100, PATIENCE_MS);
  const first = verifierPid();
  process.kill(first, 'SIGTERM');
  await Promise.all(clients);
  expect(new Set(answers)).toEqual(new Set(['VALID']));
  await until('the end', () => !isAlive(first), PATIENCE_MS);
  await until('another', async () => (await ask(false).catch(() => null))?.code === 'VALID', PATIENCE_MS);
});

it('leave nothing behind when the first of them is killed', async () => {
  const [first, workers] = [verifierPid(), workerPids()];
  process.kill(first, 'SIGKILL');
  await until('the end of all', () => workers.every((pid) => !isAlive(pid)), PATIENCE_MS);
  await until('others', async () => (await ask(false).catch(() => null))?.code === 'VALID', PATIENCE_MS);
});
