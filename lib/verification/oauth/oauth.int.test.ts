import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, describe, expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { randomBytes } from '@/lib/platform/random';
import { endingAt, type MadeKey, NOW } from '../test-keys';
import { basic, postForm } from './test-forms';
import { startOauthScene } from './test-oauth';

/** While there is one company; `companies.int.test.ts` is about several. */

const { companyId, key, other, verifier, newKey, introspect } = await startOauthScene();
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
    const bound = await newKey();
    expect((await ask(bound)).status).toBe(200);
    await database().keyIpRange.create({ data: { companyId, keyId: bound.id, range, position: 0 } });
    await expect.poll(async () => (await ask(bound)).body['error']).toBe('unauthorized_client');
  });

  test('whose access is selected', async () => {
    const selected = await newKey({ key: { access: 'SELECTED' } });
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
    const limited = await newKey({ key: { rateLimitPerMinute: 2 } });
    expect([(await ask(limited)).status, (await ask(limited)).status]).toEqual([200, 200]);
    const answer = await ask(limited);
    expect([answer.status, answer.body['error']]).toEqual([429, 'temporarily_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await introspect(limited.key)).text).toBe('{"active":false}');
    expect((await introspect(key.key, {}, basic(limited))).status).toBe(429);
  });

  test('that is disabled or has expired; one that ends soon has a token that ends with it', async () => {
    const disabled = await newKey({ key: { disabledAt: toDate(NOW) } });
    expect((await ask(disabled)).body['error']).toBe('invalid_client');
    const ends = (milliseconds: number) => newKey({ key: endingAt((NOW + milliseconds) as typeof NOW) });
    expect((await ask(await ends(0))).body['error']).toBe('invalid_client');
    expect((await ask(await ends(900))).body['error']).toBe('invalid_client');
    expect((await ask(await ends(90_900))).body['expires_in']).toBe(90);
  });
});
