import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { randomBytes } from '@/lib/platform/random';
import { endingAt, type MadeKey, makeCompany, makeKey, NOW } from '../test-keys';
import { startTestVerifier } from '../test-verifier';

type Given = Awaited<ReturnType<typeof startTestVerifier>>;
let company: { id: string; slug: string };
let key: MadeKey;
let disabled: MadeKey;
let homely: MadeKey;
let verifier: Given;

beforeAll(async () => {
  company = await makeCompany('northwind');
  const owner = { kind: 'COMPANY', id: company.id } as const;
  key = await makeKey(company.id, owner, { key: { name: 'Zahl 5 % – “ä”' } });
  disabled = await makeKey(company.id, owner, { key: { disabledAt: new Date(NOW) } });
  homely = await makeKey(company.id, owner, { key: endingAt((NOW + 1_000) as typeof NOW) });
  await database().keyIpRange.create({
    data: { companyId: company.id, keyId: homely.id, range: '203.0.113.0/24', position: 0 },
  });
  verifier = await startTestVerifier();
});
afterAll(() => verifier.stop());

type Headers = Record<string, string | string[]>;

/** Without fetch, which would neither send a header twice nor every header. */
function ask(path: string, headers: Headers = {}, method = 'GET', port = verifier.port) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const request = http.request({ port, path, method, headers, host: '127.0.0.1', agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

const bearer = (presented: string): Headers => ({ authorization: `Bearer ${presented}` });
const NGINX: Headers = { 'x-original-method': 'GET', 'x-original-uri': '/v2/orders', 'x-real-ip': '203.0.113.9' };
const FORWARD: Headers = {
  'x-forwarded-method': 'GET',
  'x-forwarded-uri': '/v2/orders',
  'x-forwarded-for': '203.0.113.9',
};
const ENVOY: Headers = { 'x-forwarded-for': '203.0.113.9' };

const PROFILES = [
  { name: 'nginx', path: '/v1/auth/nginx', own: NGINX, allow: 204 },
  { name: 'forward', path: '/v1/auth/forward', own: FORWARD, allow: 200 },
  { name: 'envoy', path: '/v1/auth/envoy/-/v2/orders', own: ENVOY, allow: 200 },
];

describe.each(PROFILES)('$name', ({ path, own, allow }) => {
  test('allows a good key, and says all there is to say of it in headers that can hold it', async () => {
    const answer = await ask(path, { ...own, ...bearer(key.key) });
    expect(answer.status).toBe(allow);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-key-id': key.id,
      'x-key-name': 'Zahl%205%20%25%20%E2%80%93%20%E2%80%9C%C3%A4%E2%80%9D',
      'x-key-owner': 'northwind',
      'x-key-owner-type': 'company',
      'x-key-company': 'northwind',
      'x-key-audience': 'business_profile',
      'x-key-operation': '',
      'x-key-expires': '',
    });
    const ending = await ask(path, { ...own, ...bearer(homely.key) });
    expect(ending.headers['x-key-expires']).toBe(new Date(NOW + 1_000).toISOString());
  });

  test('hands on what the client calls itself, as one short text, and refuses nobody for it', async () => {
    const owner = { kind: 'COMPANY', id: company.id } as const;
    const told = async (agent: string | string[]) => {
      const fresh = await makeKey(company.id, owner);
      const answer = await ask(path, { ...own, ...bearer(fresh.key), 'user-agent': agent });
      expect(answer.status).toBe(allow);
      await vi.waitFor(
        async () => expect(await database().keyLastUse.count({ where: { keyId: fresh.id } })).toBe(1),
        60_000,
      );
      return (await database().keyLastUse.findUniqueOrThrow({ where: { keyId: fresh.id } })).userAgent;
    };
    expect(await told('billing/2.1 (\u009b31m)')).toBe('billing/2.1 (31m)');
    expect(await told('x'.repeat(300))).toBe('x'.repeat(200));
    expect(await told(['one/1', 'two/2'])).toBeNull();
  });

  test('refuses with 401 what is no good credential', async () => {
    for (const [headers, code] of [
      [{}, 'CREDENTIAL_MISSING'],
      [{ ...bearer(key.key), 'x-api-key': key.key }, 'CREDENTIAL_TWICE'],
      [bearer('x'), 'MALFORMED'],
      [bearer(issueSecretCredential(randomBytes).key), 'NOT_FOUND'],
      [bearer(disabled.key), 'DISABLED'],
    ] as const) {
      const answer = await ask(path, { ...own, ...headers });
      expect([answer.status, answer.headers['x-deny-code']]).toEqual([401, code]);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-key-id']).toBeUndefined();
    }
  });

  test('refuses with 403 what a good key may not, by the address that the gateway gives and no other', async () => {
    const elsewhere = Object.fromEntries(
      Object.entries(own).map(([name, value]) => [name, value === '203.0.113.9' ? '198.51.100.7' : value]),
    );
    const spoofed = { 'x-client-ip': '203.0.113.9', forwarded: 'for=203.0.113.9', 'cf-connecting-ip': '203.0.113.9' };
    const answer = await ask(path, { ...elsewhere, ...spoofed, ...bearer(homely.key) });
    expect([answer.status, answer.headers['x-deny-code']]).toEqual([403, 'IP_DENIED']);
    const audience = await ask(
      path.replace('/v1/auth/', '/v1/auth/').replace(/(nginx|forward|envoy)/, '$1/audience/client'),
      {
        ...own,
        ...bearer(key.key),
      },
    );
    expect([audience.status, audience.headers['x-deny-code']]).toEqual([403, 'AUDIENCE_DENIED']);
  });

  test('takes company, audience, tenant and server from the path, never from a header or a query', async () => {
    const asked = { ...own, ...bearer(key.key), 'x-company': 'fabrikam', 'x-audience': 'client', 'x-tenant': 't' };
    expect((await ask(path, asked)).status).toBe(allow);
    const named = (slug: string) => path.replace(/(nginx|forward|envoy)/, `$1/c/${slug}`);
    expect((await ask(named('northwind'), asked)).status).toBe(allow);
    expect((await ask(named('fabrikam'), asked)).headers['x-deny-code']).toBe('NOT_FOUND');
  });

  test('refuses with 403 what its gateway did not say, said oddly or said twice', async () => {
    for (const name of Object.keys(own)) {
      const { [name]: _, ...without } = own;
      for (const odd of [without, { ...own, [name]: 'x y' }, { ...own, [name]: ['203.0.113.9', '203.0.113.9'] }]) {
        const answer = await ask(path, { ...odd, ...bearer(key.key) });
        expect([name, answer.status, answer.headers['x-deny-code']]).toEqual([name, 403, 'GATEWAY_HEADERS']);
      }
    }
  });

  test("does not read another profile's headers", async () => {
    const others = PROFILES.filter((profile) => profile.own !== own).map((profile) => profile.own);
    const foreign = Object.fromEntries(
      Object.entries(Object.assign({}, ...others) as Headers).filter(([name]) => !(name in own)),
    );
    const lone = await ask(path, { ...foreign, ...bearer(key.key) });
    expect(lone.headers['x-deny-code']).toBe('GATEWAY_HEADERS');
    const both = Object.keys(own).includes('x-forwarded-for') ? {} : { 'x-forwarded-for': '198.51.100.7' };
    expect((await ask(path, { ...own, ...both, ...bearer(homely.key) })).status).toBe(allow);
  });
});

test('Envoy asks with the method of its client, whichever that is', async () => {
  for (const method of ['POST', 'DELETE', 'OPTIONS', 'M-SEARCH']) {
    expect((await ask('/v1/auth/envoy/-/x', { ...ENVOY, ...bearer(key.key) }, method)).status).toBe(200);
  }
});

test('of forwarded addresses the right-most that is no proxy of ours counts', async () => {
  const asked = (chain: string) =>
    ask('/v1/auth/forward', { ...FORWARD, 'x-forwarded-for': chain, ...bearer(homely.key) });
  expect((await asked('198.51.100.7, 203.0.113.9, 127.0.0.1')).status).toBe(200);
  expect((await asked('203.0.113.9, 198.51.100.7')).headers['x-deny-code']).toBe('IP_DENIED');
});

test('a gateway that is no trusted proxy needs a verifier token', async () => {
  const strict = await startTestVerifier({ trustedProxies: ['10.0.0.0/8'] });
  const refused = await ask('/v1/auth/nginx', { ...NGINX, ...bearer(key.key) }, 'GET', strict.port);
  expect([refused.status, refused.headers['x-deny-code']]).toEqual([403, 'UNTRUSTED_GATEWAY']);
  await strict.stop();
  const token = 'a-token-of-thirty-two-characters';
  const guarded = await startTestVerifier({
    trustedProxies: ['10.0.0.0/8'],
    tokens: [{ company: 'northwind', token }],
  });
  const headers = { ...NGINX, ...bearer(key.key), 'x-verifier-token': token };
  expect((await ask('/v1/auth/nginx', headers, 'GET', guarded.port)).status).toBe(204);
  expect((await ask('/v1/auth/nginx', { ...NGINX, ...bearer(key.key) }, 'GET', guarded.port)).status).toBe(401);
  await guarded.stop();
});

test('with a second company, a path and token that name none are refused, and companies never answer for each other', async () => {
  const fabrikam = await makeCompany('fabrikam');
  const theirs = await makeKey(fabrikam.id, { kind: 'COMPANY', id: fabrikam.id });
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    const answer = await ask('/v1/auth/nginx', { ...NGINX, ...bearer(key.key) });
    if (answer.headers['x-deny-code'] === 'COMPANY_REQUIRED') break;
  }
  for (const { path, own } of PROFILES) {
    const answer = await ask(path, { ...own, ...bearer(key.key) });
    expect([answer.status, answer.headers['x-deny-code']]).toEqual([403, 'COMPANY_REQUIRED']);
    const named = (slug: string) => path.replace(/(nginx|forward|envoy)/, `$1/c/${slug}`);
    expect((await ask(named('northwind'), { ...own, ...bearer(theirs.key) })).headers['x-deny-code']).toBe('NOT_FOUND');
    expect((await ask(named('fabrikam'), { ...own, ...bearer(theirs.key) })).headers['x-key-company']).toBe('fabrikam');
  }
});
