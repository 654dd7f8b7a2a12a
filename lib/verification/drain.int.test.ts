import http from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCompany, makeKey } from './test-keys';
import { startTestVerifier } from './test-verifier';

let body: string;

beforeAll(async () => {
  const { id } = await makeCompany('northwind');
  const { key } = await makeKey(id, { kind: 'COMPANY', id });
  body = JSON.stringify({ key });
});

/** One request on the agent's connection: the code of the answer, and whether the connection ends with it. */
function ask(url: string, agent: http.Agent): Promise<{ code: string; isLast: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request(`${url}/v1/verify`, { method: 'POST', agent, headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ code: JSON.parse(text).code, isLast: response.headers.connection === 'close' });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Asks without a pause on one connection until an answer says that it is the last. */
async function askUntilLast(url: string, answers: string[]): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (let isLast = false; !isLast; ) {
      const answer = await ask(url, agent);
      answers.push(answer.code);
      isLast = answer.isLast;
    }
  } finally {
    agent.destroy();
  }
}

describe('a verifier that is asked to end', () => {
  it('answers every request on every connection, and says on each which answer is the last', async () => {
    const verifier = await startTestVerifier();
    const answers: string[] = [];
    const clients = Array.from({ length: 20 }, () => askUntilLast(verifier.url, answers));
    await expect.poll(() => answers.length).toBeGreaterThan(200);
    await Promise.all([verifier.stop(), ...clients]);
    expect(new Set(answers)).toEqual(new Set(['VALID']));
  });

  it('may go on taking connections for a while, and says meanwhile that it is not ready', async () => {
    const verifier = await startTestVerifier({ drainDelayMs: 300 });
    expect((await fetch(`${verifier.url}/readyz`)).status).toBe(200);
    const stopped = verifier.stop();
    const isOpen = { now: true };
    const turnedAway = stopped.then(() => {
      isOpen.now = false;
    });
    const readiness = await fetch(`${verifier.url}/readyz`);
    expect([readiness.status, readiness.headers.get('connection')]).toEqual([503, 'close']);
    expect(await ask(verifier.url, new http.Agent())).toEqual({ code: 'VALID', isLast: true });
    expect(isOpen.now).toBe(true);
    await turnedAway;
    await expect(fetch(`${verifier.url}/livez`)).rejects.toThrow();
  });

  it('ends that while at once when somebody waits for the end', async () => {
    const verifier = await startTestVerifier({ drainDelayMs: 3_600_000 });
    const awaited = new AbortController();
    const stopped = verifier.stop(awaited.signal);
    expect((await fetch(`${verifier.url}/readyz`)).status).toBe(503);
    awaited.abort();
    await stopped;
    await expect(fetch(`${verifier.url}/livez`)).rejects.toThrow();
  });

  it('still answers a client that was idle when it began to end, and takes no new connection', async () => {
    const verifier = await startTestVerifier();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    expect((await ask(verifier.url, agent)).isLast).toBe(false);
    const stopped = verifier.stop();
    await expect(fetch(`${verifier.url}/livez`)).rejects.toThrow();
    expect(await ask(verifier.url, agent)).toEqual({ code: 'VALID', isLast: true });
    await stopped;
    agent.destroy();
  });
});
