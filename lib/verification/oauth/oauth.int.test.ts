import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { randomBytes } from '@/lib/platform/random';
import { endingAt, type MadeKey, makeCompany, makeKey, makePerson, NOW, standingClock } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { basic, postForm, tokenFor } from './test-forms';

/** While there is one company; `companies.int.test.ts` is about several. */

type Given = Awaited<ReturnType<typeof startTestVerifier>>;
const clock = standingClock();
let companyId: string;
let key: MadeKey;
let other: MadeKey;
let verifier: Given;

const owner = () => ({ kind: 'COMPANY', id: companyId }) as const;
const change = (sql: string, ...values: unknown[]) => database().$executeRawUnsafe(sql, ...values);
const introspect = (token: string, more: Record<string, string> = {}, headers = basic(other)) =>
  postForm(`${verifier.url}/oauth/introspect`, { token, ...more }, headers);

beforeAll(async () => {
  companyId = (await makeCompany('northwind')).id;
  key = await makeKey(companyId, owner(), { key: { name: 'Billing' } });
  other = await makeKey(companyId, owner());
  verifier = await startTestVerifier({ clock });
});
afterAll(() => verifier.stop());

test('a client library finds the endpoints, gets a token, has it introspected, and checks it with the published keys', async () => {
  const issuer = new URL(verifier.url);
  const insecure = { [oauth.allowInsecureRequests]: true };
  const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, discovered);
  for (const authentication of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
    const client: oauth.Client = { client_id: key.accessKey };
    const shown = authentication(key.accessSecret);
    const granted = await oauth.clientCredentialsGrantRequest(server, client, shown, { api: 'orders' }, insecure);
    const { access_token, expires_in, token_type } = await oauth.processClientCredentialsResponse(
      server,
      client,
      granted,
    );
    expect([token_type, expires_in]).toEqual(['bearer', 300]);

    const asked = await oauth.introspectionRequest(server, client, shown, access_token, insecure);
    const told = await oauth.processIntrospectionResponse(server, client, asked);
    const facts = { client_id: key.accessKey, sub: key.id, iss: verifier.url, aud: 'orders', company: 'northwind' };
    expect(told).toMatchObject({
      active: true,
      token_type: 'Bearer',
      username: 'northwind',
      name: 'Billing',
      ...facts,
    });

    const { payload, protectedHeader } = await jwtVerify(
      access_token,
      createRemoteJWKSet(new URL(server.jwks_uri ?? '')),
      { issuer: verifier.url, audience: 'orders', typ: 'at+jwt', algorithms: ['RS256'], currentDate: toDate(NOW) },
    );
    expect(protectedHeader.kid).toEqual(expect.any(String));
    expect(payload).toMatchObject({ ...facts, iat: NOW / 1000, exp: NOW / 1000 + 300, jti: told.jti });
    expect(payload).not.toHaveProperty('name');
  }
});

describe('a token is refused', () => {
  const grant = { grant_type: 'client_credentials' };
  const ask = (form: Record<string, string> | string, headers: Record<string, string> = basic(key)) =>
    postForm(`${verifier.url}/oauth/token`, form, headers);
  const good = 'grant_type=client_credentials';
  const type = (value: string) => ({ ...basic(key), 'content-type': value });

  test.each<[string, () => ReturnType<typeof ask>, number, string]>([
    ['no client', () => ask(grant, {}), 401, 'invalid_client'],
    ['an unknown client', () => ask(grant, basic(issueSecretCredential(randomBytes))), 401, 'invalid_client'],
    ['a wrong secret', () => ask(grant, basic({ ...key, accessSecret: other.accessSecret })), 401, 'invalid_client'],
    ['another scheme', () => ask(grant, { authorization: `Bearer ${key.key}` }), 401, 'invalid_client'],
    ['no base64', () => ask(grant, { authorization: 'Basic %%%' }), 401, 'invalid_client'],
    ['an assertion', () => ask({ ...grant, client_assertion: 'x' }, {}), 401, 'invalid_client'],
    ['header and body', () => ask({ ...grant, client_secret: key.accessSecret }), 400, 'invalid_request'],
    ['another client_id than the header', () => ask({ ...grant, client_id: other.accessKey }), 400, 'invalid_request'],
    ['a secret without a client', () => ask({ ...grant, client_secret: key.accessSecret }, {}), 400, 'invalid_request'],
    ['no grant type', () => ask(''), 400, 'invalid_request'],
    ['an empty grant type', () => ask('grant_type='), 400, 'invalid_request'],
    ['another grant type', () => ask({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['a parameter twice', () => ask(`${good}&${good}`), 400, 'invalid_request'],
    ['an unknown parameter twice', () => ask(`${good}&x=1&x=1`), 400, 'invalid_request'],
    ['a broken escape', () => ask(`${good}&x=%E0%A4`), 400, 'invalid_request'],
    ['a scope', () => ask({ ...grant, scope: 'admin' }), 400, 'invalid_scope'],
    ['a foreign resource', () => ask({ ...grant, resource: 'https://api.example/orders' }), 400, 'invalid_target'],
    [
      'two resources',
      () => ask(`${good}&resource=${verifier.url}&resource=${verifier.url}/a/x`),
      400,
      'invalid_target',
    ],
    ['an API that is none', () => ask({ ...grant, api: '../x' }), 400, 'invalid_target'],
    ['api and resource', () => ask({ ...grant, api: 'a', resource: `${verifier.url}/a/a` }), 400, 'invalid_target'],
    ['JSON', () => ask('{}', type('application/json')), 400, 'invalid_request'],
    [
      'a foreign charset',
      () => ask(good, type('application/x-www-form-urlencoded; charset=utf-16')),
      400,
      'invalid_request',
    ],
    ['an encoded body', () => ask(good, { ...basic(key), 'content-encoding': 'gzip' }), 400, 'invalid_request'],
    ['a huge body', () => ask(`${good}&x=${'x'.repeat(20_000)}`), 413, 'invalid_request'],
  ])('for %s, as RFC 6749 §5.2 says it', async (_, send, status, error) => {
    const answer = await send();
    expect([answer.status, answer.body]).toEqual([status, { error, error_description: expect.any(String) }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect(answer.headers.get('www-authenticate')).toBe(
      status === 401 ? 'Basic realm="keydesk", charset="UTF-8"' : null,
    );
  });

  test.each<[string, Record<string, string> | string, Record<string, string>, string]>([
    ['in the header', grant, {}, 'issuer'],
    ['naming oneself twice', { ...grant, client_id: 'self' }, {}, 'issuer'],
    ['with a parameter that means nothing', `${good}&x=1&scope=`, {}, 'issuer'],
    ['with a charset', grant, { 'content-type': 'Application/X-WWW-Form-URLEncoded;charset="UTF-8"' }, 'issuer'],
    ['for an API', { ...grant, api: 'orders' }, {}, 'orders'],
    ['for a resource', { ...grant, resource: 'orders' }, {}, 'resource'],
  ])('and granted %s', async (_, form, headers, audience) => {
    const resource = `${verifier.url}/a/orders`;
    const named = typeof form === 'string' ? form : { ...form };
    if (typeof named !== 'string' && named['client_id'] !== undefined) named['client_id'] = key.accessKey;
    if (typeof named !== 'string' && named['resource'] !== undefined) named['resource'] = resource;
    const answer = await ask(named, { ...basic(key), ...headers });
    expect([answer.status, answer.body]).toEqual([
      200,
      { access_token: expect.any(String), token_type: 'Bearer', expires_in: 300 },
    ]);
    expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
    const { body } = await introspect(String(answer.body['access_token']));
    const expected = { issuer: verifier.url, orders: 'orders', resource }[audience];
    expect([body['active'], body['aud']]).toEqual([true, expected]);
  });
});

describe('a key may have no token', () => {
  const ask = (shown: Pick<MadeKey, 'accessKey' | 'accessSecret'>) =>
    postForm(`${verifier.url}/oauth/token`, { grant_type: 'client_credentials' }, basic(shown));

  test.each(['198.51.100.7/32', '127.0.0.1/32'])('whose addresses are limited to %s', async (range) => {
    const bound = await makeKey(companyId, owner());
    expect((await ask(bound)).status).toBe(200);
    await database().keyIpRange.create({ data: { companyId, keyId: bound.id, range, position: 0 } });
    await expect.poll(async () => (await ask(bound)).body['error']).toBe('unauthorized_client');
  });

  test('whose access is selected', async () => {
    const selected = await makeKey(companyId, owner(), { key: { access: 'SELECTED' } });
    const answer = await ask(selected);
    expect([answer.status, answer.body['error']]).toEqual([400, 'unauthorized_client']);
  });

  test('that is publishable, known or not', async () => {
    const { accessKey } = issuePublishableCredential(randomBytes);
    for (const accessSecret of ['', 'x']) {
      expect((await ask({ accessKey, accessSecret })).body['error']).toBe('unauthorized_client');
    }
  });

  test('that was used more often than its rate limit allows', async () => {
    const limited = await makeKey(companyId, owner(), { key: { rateLimitPerMinute: 2 } });
    expect([(await ask(limited)).status, (await ask(limited)).status]).toEqual([200, 200]);
    const answer = await ask(limited);
    expect([answer.status, answer.body['error']]).toEqual([429, 'temporarily_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await introspect(limited.key)).text).toBe('{"active":false}');
    expect((await introspect(key.key, {}, basic(limited))).status).toBe(429);
  });

  test('that is disabled or has expired; one that ends soon has a token that ends with it', async () => {
    const disabled = await makeKey(companyId, owner(), { key: { disabledAt: toDate(NOW) } });
    expect((await ask(disabled)).body['error']).toBe('invalid_client');
    const ends = (milliseconds: number) =>
      makeKey(companyId, owner(), { key: endingAt((NOW + milliseconds) as typeof NOW) });
    expect((await ask(await ends(0))).body['error']).toBe('invalid_client');
    expect((await ask(await ends(900))).body['error']).toBe('invalid_client');
    expect((await ask(await ends(90_900))).body['expires_in']).toBe(90);
  });
});

describe('introspection tells that a token is not good any more', () => {
  test.each([
    ['disabled', 'UPDATE api_key SET disabled_at = created_at WHERE id = $1'],
    ['deleted', 'UPDATE api_key SET deleted_at = created_at WHERE id = $1'],
    ['regenerated', 'UPDATE key_credential SET retired_at = created_at WHERE key_id = $1'],
    ['given selected access', `UPDATE api_key SET access = 'SELECTED' WHERE id = $1`],
    [
      'bound to addresses',
      `INSERT INTO key_ip_range (company_id, key_id, range, position) SELECT company_id, id, '192.0.2.0/24', 0 FROM api_key WHERE id = $1`,
    ],
    [
      'left without its owner',
      `UPDATE person SET deactivated_at = created_at WHERE id = (SELECT owner_id FROM api_key WHERE id = $1)`,
    ],
  ])('once its key is %s', async (_, sql) => {
    const person = await makePerson(companyId, `${randomBytes(8).join('')}@northwind.example`);
    const mine = await makeKey(companyId, { kind: 'USER', id: person.id });
    const token = await tokenFor(verifier.url, mine);
    expect((await introspect(token)).body).toMatchObject({ active: true, sub: mine.id });
    expect((await introspect(mine.key)).body).toMatchObject({ active: true, sub: mine.id });
    await change(sql, mine.id);
    await expect.poll(async () => (await introspect(token)).text).toBe('{"active":false}');
    expect((await introspect(mine.key)).text).toBe('{"active":false}');
  });

  test('to the second', async () => {
    const own = standingClock();
    const timed = await startTestVerifier({ clock: own });
    const token = await tokenFor(timed.url, key);
    const active = async () =>
      (await postForm(`${timed.url}/oauth/introspect`, { token }, basic(other))).body['active'];
    own.move(299_999);
    expect(await active()).toBe(true);
    own.move(1);
    expect(await active()).toBe(false);
    await timed.stop();
  });
});

test('a key with an IP policy is active for the address that the resource server names, and for no other', async () => {
  const bound = await makeKey(companyId, owner());
  await database().keyIpRange.create({ data: { companyId, keyId: bound.id, range: '203.0.113.0/24', position: 0 } });
  expect((await introspect(bound.key, { ip: '203.0.113.9' })).body['active']).toBe(true);
  for (const more of [{}, { ip: '198.51.100.7' }, { ip: 'x' }]) {
    expect((await introspect(bound.key, more as Record<string, string>)).text).toBe('{"active":false}');
  }
});

test('what a resource server asks besides is judged too', async () => {
  const token = await tokenFor(verifier.url, key, { api: 'orders' });
  const answers: [Record<string, string>, boolean][] = [
    [{ api: 'orders', audience: 'business_profile', token_type_hint: 'access_token' }, true],
    [{ api: 'invoices' }, false],
    [{ audience: 'client' }, false],
    [{ tenant: 'alpha' }, false],
    [{ virtualServer: 'vs-1' }, false],
  ];
  for (const [more, isActive] of answers) {
    expect([more, (await introspect(token, more)).body['active']]).toEqual([more, isActive]);
  }
  expect((await introspect(token, { audience: 'x' })).body['error']).toBe('invalid_request');
});

test('who asks shows a valid key, in one way', async () => {
  const ask = (headers: Record<string, string>, more: Record<string, string> = {}) =>
    introspect(key.key, more, headers as ReturnType<typeof basic>);
  const bearer = { authorization: `Bearer ${other.key}` };
  const inForm = { client_id: other.accessKey, client_secret: other.accessSecret };
  for (const [headers, more] of [[basic(other)], [bearer], [{ 'x-api-key': other.key }], [{}, inForm]] as const) {
    expect((await ask(headers as Record<string, string>, more)).body['active']).toBe(true);
  }
  const disabled = await makeKey(companyId, owner(), { key: { disabledAt: toDate(NOW) } });
  const token = await tokenFor(verifier.url, other);
  const wrong = [{}, basic(disabled), { authorization: `Bearer ${token}` }, { authorization: 'Bearer x' }];
  for (const headers of wrong as Record<string, string>[]) {
    const answer = await ask(headers);
    expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  }
  for (const headers of [{ ...bearer, 'x-api-key': other.key }] as Record<string, string>[]) {
    expect((await ask(headers)).body['error']).toBe('invalid_request');
  }
  expect((await ask(bearer, inForm)).body['error']).toBe('invalid_request');
  expect((await postForm(`${verifier.url}/oauth/introspect`, {}, basic(other))).body['error']).toBe('invalid_request');
});

test('what memory knows is told without the database; what it does not know is 503, neither active nor inactive', async () => {
  const warm = await startTestVerifier({ clock });
  const cold = await makeKey(companyId, owner());
  const token = await tokenFor(warm.url, key);
  const ask = (what: string) => postForm(`${warm.url}/oauth/introspect`, { token: what }, basic(other));
  expect((await ask(token)).body['active']).toBe(true);
  const client = new pg.Client({ connectionString: config().databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN; LOCK TABLE key_credential IN ACCESS EXCLUSIVE MODE');
    for (const what of [token, key.key]) expect((await ask(what)).body['active']).toBe(true);
    const undecidable = await ask(cold.key);
    expect([undecidable.status, undecidable.body['active']]).toEqual([503, undefined]);
    expect(undecidable.headers.get('retry-after')).toBe('1');
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
  await expect.poll(async () => (await ask(cold.key)).body['active']).toBe(true);
  await warm.stop();
});
