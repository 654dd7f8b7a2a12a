import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DAY, plus, toDate, toHttpDate } from '@/lib/kernel/instant';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { randomBytes } from '@/lib/platform/random';
import { freePort, gatewayProgram, startGateway } from '@/test/support/gateway-program';
import { endingAt, type MadeKey, makeCompany, makeKey, NOW } from '../test-keys';
import { startTestVerifier } from '../test-verifier';

/** Real gateways in front of a server that says what it got, configured by the files that people copy. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders };
let upstream: http.Server;
let seen: Seen[] = [];
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;
const keys = {} as Record<'valid' | 'disabled' | 'expired' | 'here' | 'elsewhere' | 'foreign', MadeKey>;

beforeAll(async () => {
  const { id } = await makeCompany('northwind');
  const owner = { kind: 'COMPANY', id } as const;
  keys.valid = await makeKey(id, owner, { key: { name: 'Größe 5' } });
  keys.disabled = await makeKey(id, owner, { key: { disabledAt: toDate(NOW) } });
  keys.expired = await makeKey(id, owner, { key: endingAt(NOW) });
  for (const [name, range] of [
    ['here', '127.0.0.1/32'],
    ['elsewhere', '203.0.113.0/24'],
  ] as const) {
    keys[name] = await makeKey(id, owner);
    await database().keyIpRange.create({ data: { companyId: id, keyId: keys[name].id, range, position: 0 } });
  }
  const other = await makeCompany('fabrikam');
  keys.foreign = await makeKey(other.id, { kind: 'COMPANY', id: other.id });
  upstream = http.createServer(({ method = '', url = '', headers }, response) => {
    seen.push({ method, url, headers });
    response.end('upstream');
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  verifier = await startTestVerifier();
});
afterAll(async () => {
  await verifier.stop();
  upstream.close();
});

describe.each(['nginx', 'caddy', 'haproxy'] as const)('%s', (name) => {
  const program = gatewayProgram(name);
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  const upstreamPort = () => (upstream.address() as net.AddressInfo).port; // it listens on a port

  beforeAll(async () => {
    if (program !== null) {
      gateway = await startGateway(name, program, { verifier: verifier.port, upstream: upstreamPort() });
    }
  });
  afterAll(() => gateway?.stop());

  type Headers = Record<string, string | string[]>;
  /** Without fetch, which would clean paths up and cannot send a header twice. */
  function ask(target: string, headers: Headers = {}, method = 'GET', port = gateway.port) {
    seen = [];
    return new Promise<{ status: number; headers: http.IncomingHttpHeaders }>((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port, path: target, method, headers, agent: false },
        (response) => {
          response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
        },
      );
      request.on('error', reject).end();
    });
  }
  const bearer = ({ key }: { key: string }) => ({ authorization: `Bearer ${key}` });

  test.skipIf(program === null)(
    'lets a good key through, in each of the three ways, and tells the API whose it is',
    async () => {
      const { key, accessKey, accessSecret, id } = keys.valid;
      const pair = Buffer.from(`${accessKey}:${accessSecret}`).toString('base64');
      for (const headers of [
        bearer(keys.valid),
        { 'x-api-key': key },
        { authorization: `Basic ${pair}` },
      ] as Headers[]) {
        for (const [method, target] of [
          ['GET', '/v2/orders?page=2'],
          ['DELETE', '/v2/orders/7'],
        ] as const) {
          expect((await ask(target, headers, method)).status).toBe(200);
          expect(seen).toMatchObject([{ method, url: target }]);
          expect(seen[0]?.headers).toMatchObject({
            'x-key-id': id,
            'x-key-name': 'Gr%C3%B6%C3%9Fe%205',
            'x-key-owner': 'northwind',
            'x-key-owner-type': 'company',
            'x-key-company': 'northwind',
            'x-key-audience': 'business_profile',
          });
          expect(seen[0]?.headers).not.toHaveProperty('authorization');
          expect(seen[0]?.headers).not.toHaveProperty('x-api-key');
        }
      }
    },
  );

  test.skipIf(program === null)(
    'asks for a key: none, two, a wrong one and every bad one get 401, and never reach the API',
    async () => {
      const bad: Headers[] = [
        {},
        { ...bearer(keys.valid), 'x-api-key': keys.valid.key },
        { 'x-api-key': [keys.valid.key, keys.valid.key] },
        { authorization: 'Bearer x' },
        bearer(issueSecretCredential(randomBytes)),
        bearer(keys.disabled),
        bearer(keys.expired),
        bearer(keys.foreign),
      ];
      for (const headers of bad) {
        for (const target of ['/v2/orders', '/v2/', `/v2/orders?key=${keys.valid.key}`]) {
          const answer = await ask(target, headers);
          expect([headers, answer.status, seen]).toEqual([headers, 401, []]);
          expect(answer.headers['www-authenticate']).toContain('Bearer');
        }
      }
    },
  );

  test.skipIf(program === null)("believes its own socket, and no header of the client's", async () => {
    const spoofed: Headers = {
      'x-real-ip': '203.0.113.9',
      'x-forwarded-for': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-original-method': 'OPTIONS',
      'x-original-uri': '/health',
      'x-forwarded-method': 'OPTIONS',
      'x-forwarded-uri': '/health',
      'x-verifier-token': 'x',
      'x-company': 'fabrikam',
    };
    const refused = await ask('/v2/orders', { ...spoofed, ...bearer(keys.elsewhere) });
    expect([refused.status, refused.headers['x-deny-code'], seen]).toEqual([403, 'IP_DENIED', []]);
    expect((await ask('/v2/orders', { ...spoofed, ...bearer(keys.here) })).status).toBe(200);
    expect((await ask('/v2/orders', { ...spoofed, ...bearer(keys.foreign) })).status).toBe(401);
  });

  test.skipIf(program === null)('lets no header arrive that only the verifier may write', async () => {
    const names = ['Id', 'Name', 'Owner', 'Owner-Type', 'Company', 'Audience', 'Operation', 'Expires'];
    // With underscores it is the same header to CGI, WSGI, Rack and their kin.
    const written = names.flatMap((part) => [`X-Key-${part}`, `X_Key_${part}`, `X-Key_${part}`, `x_key-${part}`]);
    const forged: Headers = Object.fromEntries(written.map((one) => [one, ['forged', 'forged twice']]));
    expect((await ask('/v2/orders', { ...forged, ...bearer(keys.valid) })).status).toBe(200);
    expect(JSON.stringify(seen)).not.toContain('forged');
    expect(seen[0]?.headers).toMatchObject({ 'x-key-id': keys.valid.id, 'x-key-company': 'northwind' });
  });

  test.skipIf(program === null)('lets no client have a header dropped that tells whose the key is', async () => {
    const named: Headers = { connection: 'close, X-Key-Id, X-Key-Company, X-Key-Owner', ...bearer(keys.valid) };
    expect((await ask('/v2/orders', named)).status).toBe(200);
    expect(seen[0]?.headers).toMatchObject({ 'x-key-id': keys.valid.id, 'x-key-company': 'northwind' });
  });

  test.skipIf(program === null)('asks for a key under any Host', async () => {
    expect((await ask('/v2/orders', { host: 'elsewhere.example' })).status).toBe(401);
    expect((await ask('/v2/orders', { host: 'elsewhere.example', ...bearer(keys.valid) })).status).toBe(200);
  });

  test.skipIf(program === null)('tells who asks too often how long to wait', async () => {
    // One of its own for each gateway: the limit counts by key.
    const { companyId } = await database().apiKey.findUniqueOrThrow({ where: { id: keys.valid.id } });
    const limited = await makeKey(companyId, { kind: 'COMPANY', id: companyId }, { key: { rateLimitPerMinute: 1 } });
    const allowed = await ask('/v2/orders', bearer(limited));
    expect([allowed.status, allowed.headers.ratelimit]).toEqual([200, expect.stringContaining('r=0')]);
    expect(allowed.headers).toHaveProperty('ratelimit-policy');
    const { status, headers } = await ask('/v2/orders', bearer(limited));
    expect([status, headers['x-deny-code'], seen]).toEqual([429, 'RATE_LIMITED', []]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(1);
  });

  test.skipIf(program === null)('tells the client of a key that ends soon, and of no other', async () => {
    const { companyId } = await database().apiKey.findUniqueOrThrow({ where: { id: keys.valid.id } });
    const ending = endingAt(plus(NOW, 7 * DAY));
    const old = await makeKey(companyId, { kind: 'COMPANY', id: companyId }, { key: ending });
    const told = await ask('/v2/orders', { 'x-told-sunset': 'never', ...bearer(old) });
    expect([told.status, told.headers.sunset]).toEqual([200, toHttpDate(plus(NOW, 7 * DAY))]);
    expect(told.headers.deprecation).toMatch(/^@\d+$/);
    const { headers } = await ask('/v2/orders', { 'x-told-sunset': 'never', ...bearer(keys.valid) });
    expect(Object.keys(seen[0]?.headers ?? {}).filter((header) => header.startsWith('x-told'))).toEqual(
      name === 'caddy' ? [] : ['x-told-sunset'],
    );
    for (const name of ['sunset', 'deprecation', 'ratelimit', 'ratelimit-policy'])
      expect(headers).not.toHaveProperty(name);
  });

  test.skipIf(name !== 'nginx' || program === null)(
    'refuses headers that are too large, and does not fail on them',
    async () => {
      const large = Object.fromEntries(
        Array.from({ length: 8 }, (_, index) => [`x-large-${index}`, 'x'.repeat(2_500)]),
      );
      const answer = await ask('/v2/orders', { ...large, ...bearer(keys.valid) });
      expect([answer.status, seen]).toEqual([400, []]);
    },
  );

  test.skipIf(program === null)('is not led round by the path', async () => {
    for (const target of [
      '/health/../v2/orders',
      '/health/%2e%2e/v2/orders',
      '//v2/orders',
      '/V2/orders',
      '/_keydesk',
      '/%76%32/orders',
    ]) {
      const answer = await ask(target);
      expect([target, seen]).toEqual([target, []]);
      expect(answer.status).not.toBe(200);
    }
    expect((await ask('/health')).status).toBe(200);
  });

  test.skipIf(program === null)('refuses while the verifier does not answer', async () => {
    const ports = { verifier: await freePort(), upstream: upstreamPort() };
    const lonely = await startGateway(name, program ?? '', ports);
    expect((await ask('/health', {}, 'GET', lonely.port)).status).toBe(200);
    const answer = await ask('/v2/orders', bearer(keys.valid), 'GET', lonely.port);
    expect([Math.floor(answer.status / 100), seen]).toEqual([5, []]);
    await lonely.stop();
  });
});
