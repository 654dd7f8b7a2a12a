import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { type MadeKey, makeCompany, makeKey } from './test-keys';
import { askVerifier, startTestVerifier } from './test-verifier';

const NORTHWIND_TOKEN = 'northwind-token-0123456789abcdef';
const OPERATOR_TOKEN = 'operator-token-0123456789abcdefg';

let open: Awaited<ReturnType<typeof startTestVerifier>>;
let guarded: Awaited<ReturnType<typeof startTestVerifier>>;
let northwindKey: MadeKey;
let fabrikamKey: MadeKey;

beforeAll(async () => {
  const northwind = await makeCompany('northwind');
  const fabrikam = await makeCompany('fabrikam');
  northwindKey = await makeKey(northwind.id, { kind: 'COMPANY', id: northwind.id });
  fabrikamKey = await makeKey(fabrikam.id, { kind: 'COMPANY', id: fabrikam.id });
  open = await startTestVerifier();
  guarded = await startTestVerifier({
    tokens: [
      { company: 'northwind', token: NORTHWIND_TOKEN },
      { company: '*', token: OPERATOR_TOKEN },
    ],
  });
});
afterAll(() => Promise.all([open.stop(), guarded.stop()]));

async function request(path: string, init: RequestInit = {}) {
  const response = await fetch(`${open.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What a server answers to bytes that `fetch` would not send; it has to end the connection, if the client does not. */
async function raw(text: string, isEnded = true): Promise<string> {
  const socket = net.connect(open.port, '127.0.0.1');
  if (isEnded) socket.end(text);
  else socket.write(text);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

describe('a bad request', () => {
  const json = { 'content-type': 'application/json' };
  const good = JSON.stringify({ key: 'x' });
  const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', body, headers });
  const TABLE: [string, string, RequestInit, number, string][] = [
    ['no body', '/v1/verify', { method: 'POST', headers: json }, 400, 'NOT_JSON'],
    ['no JSON', '/v1/verify', post('key=x'), 400, 'NOT_JSON'],
    ['no credential', '/v1/verify', post('{}'), 400, 'CREDENTIAL_MISSING'],
    ['a list', '/v1/verify', post('[]'), 400, 'NOT_AN_OBJECT'],
    ['a name twice', '/v1/verify', post('{"key":"a","key":"b"}'), 400, 'DUPLICATE_NAME'],
    ['a wrong type', '/v1/verify', post('{"key":1}'), 400, 'WRONG_TYPE'],
    ['one byte too many', '/v1/verify', post(good.padEnd(16_385)), 413, 'BODY_TOO_LARGE'],
    ['a huge body', '/v1/verify', post(good.padEnd(300_000)), 413, 'BODY_TOO_LARGE'],
    ['a form', '/v1/verify', post(good, { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'CONTENT_TYPE'],
    ['plain text', '/v1/verify', post(good, { 'content-type': 'text/plain' }), 415, 'CONTENT_TYPE'],
    [
      'a foreign charset',
      '/v1/verify',
      post(good, { 'content-type': 'application/json; charset=utf-16' }),
      415,
      'CONTENT_TYPE',
    ],
    ['an encoded body', '/v1/verify', post(good, { ...json, 'content-encoding': 'gzip' }), 415, 'CONTENT_TYPE'],
    ['GET', '/v1/verify', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', '/v1/verify', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
    ['POST to livez', '/livez', { method: 'POST' }, 405, 'METHOD_NOT_ALLOWED'],
    ['another path', '/v1/verify/', post(good), 404, 'NO_SUCH_PATH'],
    ['the root', '/', {}, 404, 'NO_SUCH_PATH'],
    ['__proto__', '/__proto__', {}, 404, 'NO_SUCH_PATH'],
  ];

  it.each(TABLE)('%s: a problem document, never a 5xx', async (_name, path, init, status, code) => {
    const answer = await request(path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(answer.text)).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      requestId: expect.stringMatching(/^req_[0-9A-Za-z]{16}$/),
    });
  });

  it('is told which methods there are', async () => {
    expect((await request('/v1/verify')).headers.get('allow')).toBe('POST');
    expect((await request('/readyz', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('is answered and ends the connection when it is no HTTP at all', async () => {
    for (const text of [
      'nonsense\r\n\r\n',
      'POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
      'POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ]) {
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n(?:.+\r\n)*Cache-Control: no-store\r\n/);
    }
    expect(await raw(`GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    ['without a Host', '', '400 Bad Request', 'HOST'],
    ['with two', 'Host: a\r\nHost: b\r\n', '400 Bad Request', 'HOST'],
    ['that expects what we do not know', 'Host: a\r\nExpect: tea\r\n', '417 Expectation Failed', 'EXPECTATION'],
    ['of two types', 'Host: a\r\nContent-Type: text/plain\r\n', '415 Unsupported Media Type', 'CONTENT_TYPE'],
  ])('%s is answered by us, as everything is', async (_name, headers, status, code) => {
    const head = `POST /v1/verify HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
    const answer = await raw(head);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n(?:.+\r\n)*Cache-Control: no-store\r\n`));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('of HTTP/1.0 needs no Host', async () => {
    expect(await raw('GET /livez HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('for a tunnel is refused', async () => {
    const answer = await raw('CONNECT /v1/auth/envoy/-/v2 HTTP/1.1\r\nHost: a\r\n\r\n', false);
    expect(answer).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n(?:.+\r\n)*Cache-Control: no-store\r\n/);
    expect(answer).toMatch(/\r\nAllow: GET, HEAD, POST\r\n/);
  });

  it('for a tunnel, cut off or left open, harms nobody', async () => {
    const tunnel = async () => {
      const socket = net.connect({ port: open.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
      return socket;
    };
    for (let cut = 0; cut < 5; cut += 1) (await tunnel()).resetAndDestroy();
    const left = await tunnel();
    await once(left.resume(), 'end');
    const closed = new Promise((resolve) => left.once('close', resolve));
    const writing = setInterval(() => left.write('more'), 50);
    await closed;
    clearInterval(writing);
    expect((await request('/livez')).status).toBe(200);
  });

  it.each(['', 'Expect: 100-continue\r\n'])(
    'that announces far too much is refused before it comes: %j',
    async (expecting) => {
      const head = `POST /v1/verify HTTP/1.1\r\nHost: a\r\n${expecting}Content-Type: application/json\r\n`;
      const answer = await raw(`${head}Content-Length: 999999999\r\n\r\n`, false);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).not.toContain('100 Continue');
    },
  );

  it('that may go on is told so, and answered', async () => {
    const body = JSON.stringify({ key: northwindKey.key });
    const head = `POST /v1/verify HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n`;
    const answer = await raw(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`, false);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('"code":"VALID"');
  });

  it('never has the credential read from the query', async () => {
    const { status } = await request(`/v1/verify?key=${northwindKey.key}`, { ...post('{}') });
    expect(status).toBe(400);
  });
});

describe('a good request', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('may say %s', async (type) => {
    const { body } = await askVerifier(open.url, { key: northwindKey.key }, { 'content-type': type });
    expect(body).toMatchObject({ code: 'VALID' });
  });

  it('may have 16 KiB to the byte', async () => {
    const { status, body } = await askVerifier(open.url, JSON.stringify({ key: northwindKey.key }).padEnd(16_384));
    expect([status, body['code']]).toEqual([200, 'VALID']);
  });

  it('is one of many on a connection', async () => {
    const body = '{"key":"x"}';
    const one = `POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const answer = await raw(`${one}\r\n${body}${one}Connection: close\r\n\r\n${body}`);
    expect(answer.match(/"code":"MALFORMED"/g)).toHaveLength(2);
  });
});

describe('X-Verifier-Token, where tokens are set', () => {
  const token = (value: string) => ({ 'x-verifier-token': value });

  it('is needed for every path below /v1/, also for one that is not there', async () => {
    for (const headers of [{}, token('wrong'), token(`${NORTHWIND_TOKEN} `.repeat(2))]) {
      const answer = await askVerifier(guarded.url, { key: northwindKey.key }, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toContain('Verifier-Token');
      expect(answer.body).toMatchObject({ code: 'TOKEN_REFUSED' });
    }
    expect((await fetch(`${guarded.url}/v1/other`)).status).toBe(401);
    expect((await fetch(`${guarded.url}/v1/other`, { headers: token(OPERATOR_TOKEN) })).status).toBe(404);
  });

  it('of a company reaches the keys of that company alone', async () => {
    const asked = (key: string, value: string) => askVerifier(guarded.url, { key }, token(value));
    expect((await asked(northwindKey.key, NORTHWIND_TOKEN)).body).toMatchObject({ code: 'VALID' });
    const foreign = await asked(fabrikamKey.key, NORTHWIND_TOKEN);
    const unknown = await asked(issueSecretCredential(randomBytes).key, NORTHWIND_TOKEN);
    expect(foreign.status).toBe(unknown.status);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(foreign.body).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of the installation reaches every key', async () => {
    for (const { key } of [northwindKey, fabrikamKey]) {
      expect((await askVerifier(guarded.url, { key }, token(OPERATOR_TOKEN))).body).toMatchObject({ code: 'VALID' });
    }
  });

  it('is not needed for /livez and /readyz, which tell details only with one', async () => {
    expect((await fetch(`${guarded.url}/livez`)).status).toBe(200);
    const without = await fetch(`${guarded.url}/readyz`);
    expect([without.status, await without.json()]).toEqual([200, { ready: true }]);
    const details = await (await fetch(`${guarded.url}/readyz`, { headers: token(NORTHWIND_TOKEN) })).json();
    expect(details).toEqual({
      ready: true,
      checks: { database: true, migrations: true, clock: true, secret: true },
      clockSkewMs: expect.any(Number),
    });
  });
});

it('an answer is not overtaken by what its connection is refused for afterwards', async () => {
  const good = 'GET /livez HTTP/1.1\r\nHost: k\r\n\r\n';
  for (const [next, status] of [
    ['no HTTP at all\r\n\r\n', 400],
    ['CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n', 405],
  ] as const) {
    const answers = await raw(`${good}${next}`);
    const statuses = [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => Number(code));
    expect(statuses).toEqual([200, status]);
  }
});
