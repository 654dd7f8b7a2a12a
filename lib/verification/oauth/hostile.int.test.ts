import http from 'node:http';
import { decodeJwt, generateKeyPair, importPKCS8, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { type MadeKey, makeCompany, makeKey, NOW } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { basic, postForm, tokenFor } from './test-forms';

let key: MadeKey;
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;
beforeAll(async () => {
  const { id } = await makeCompany('northwind');
  key = await makeKey(id, { kind: 'COMPANY', id });
  verifier = await startTestVerifier();
});
afterAll(() => verifier.stop());

const introspect = (token: string) => postForm(`${verifier.url}/oauth/introspect`, { token }, basic(key));
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a forged token is inactive and nothing more:', () => {
  type Parts = { header: Record<string, unknown>; payload: Record<string, unknown>; raw: string };
  const forge = async (change: (parts: Parts) => Promise<string> | string) => {
    const raw = await tokenFor(verifier.url, key);
    const [header = '', payload = ''] = raw.split('.');
    const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    return change({ header: read(header), payload: read(payload), raw });
  };
  const signature = (raw: string) => raw.split('.')[2] ?? '';
  const signedBy = async (alg: string, { header, payload }: Parts) => {
    const { privateKey } = await generateKeyPair(alg);
    return new SignJWT(payload).setProtectedHeader({ ...header, alg }).sign(privateKey);
  };

  test.each<[string, (parts: Parts) => Promise<string> | string]>([
    ['without a signature', ({ header, payload }) => `${part({ ...header, alg: 'none' })}.${part(payload)}.`],
    ['with the signature cut', ({ raw }) => raw.slice(0, -4)],
    ['longer', ({ header, payload, raw }) => `${part(header)}.${part({ ...payload, exp: NOW })}.${signature(raw)}`],
    [
      'for another',
      ({ header, payload, raw }) => `${part(header)}.${part({ ...payload, sub: 'key_x' })}.${signature(raw)}`,
    ],
    [
      'of another type',
      ({ header, payload, raw }) => `${part({ ...header, typ: 'JWT' })}.${part(payload)}.${signature(raw)}`,
    ],
    ['signed by a stranger', (parts) => signedBy('RS256', parts)],
    ['signed by another algorithm', (parts) => signedBy('ES256', parts)],
    [
      'signed with the public key as a shared secret',
      async ({ header, payload }) => {
        const { keys } = (await (await fetch(`${verifier.url}/.well-known/jwks.json`)).json()) as { keys: unknown[] };
        const secret = new TextEncoder().encode(JSON.stringify(keys[0]).padEnd(64));
        return new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
      },
    ],
    [
      'with an unknown key id',
      ({ header, payload, raw }) => `${part({ ...header, kid: '../x' })}.${part(payload)}.${signature(raw)}`,
    ],
    [
      'with an embedded key',
      ({ header, payload, raw }) => `${part({ ...header, kid: 1, jwk: {} })}.${part(payload)}.${signature(raw)}`,
    ],
    [
      'with a critical extension',
      ({ header, payload, raw }) => `${part({ ...header, crit: ['x'], x: 1 })}.${part(payload)}.${signature(raw)}`,
    ],
    ['that is no JSON', ({ raw }) => `e30.${'A'.repeat(9_000)}.${signature(raw)}`],
    ['of dots', () => '.'.repeat(12_000)],
    ['of odd bytes', () => '\u0000\u202e\ufffd'],
    ['that is a name of JavaScript', () => '__proto__'],
  ])('%s', async (_, change) => {
    expect((await introspect(await forge(({ raw }) => raw))).body['active']).toBe(true);
    const answer = await introspect(await forge(change));
    expect([answer.status, answer.text]).toEqual([200, '{"active":false}']);
  });
});

describe('a token that bears our own signature is inactive', () => {
  /** What a version of ours, or somebody with the database and the secret, might have signed. */
  const sign = async (header: object, change: (payload: JWTPayload) => JWTPayload) => {
    const payload = decodeJwt(await tokenFor(verifier.url, key));
    const row = await database().signingKey.findFirstOrThrow();
    const pkcs8 = Buffer.from(keyring().open('signing-key', row.privateKey, row.id, row.secretId)).toString();
    const algorithm = (header as { alg?: string }).alg ?? 'RS256';
    return new SignJWT(change(payload))
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: row.id, ...header })
      .sign(await importPKCS8(pkcs8, algorithm));
  };
  const without = (name: string) => (payload: JWTPayload) => ({ ...payload, [name]: undefined });

  test.each<[string, object, (payload: JWTPayload) => JWTPayload]>([
    ['of another type', { typ: 'JWT' }, (payload) => payload],
    ['without a type', { typ: undefined }, (payload) => payload],
    ['by another algorithm of the same key', { alg: 'PS256' }, (payload) => payload],
    ['of another issuer', {}, (payload) => ({ ...payload, iss: 'https://keys.example' })],
    ["of another company's issuer", {}, (payload) => ({ ...payload, iss: `${verifier.url}/c/fabrikam` })],
    ['of another company', {}, (payload) => ({ ...payload, company: 'fabrikam' })],
    ['for another key', {}, (payload) => ({ ...payload, sub: 'key_0000000000000000' })],
    ['for an unknown Access Key', {}, (payload) => ({ ...payload, client_id: 'kd_0000000000000000' })],
    ['that has ended', {}, (payload) => ({ ...payload, exp: NOW / 1000 })],
    ['that never ends', {}, without('exp')],
    ['without a company', {}, without('company')],
    ['without a name of its own', {}, without('jti')],
    ['for nobody', {}, without('aud')],
  ])('%s', async (_, header, change) => {
    expect((await introspect(await sign({}, (payload) => payload))).body['active']).toBe(true);
    expect((await introspect(await sign(header, change))).text).toBe('{"active":false}');
  });
});

/** Bytes of a small generator, so that a failure can be run again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('whatever is sent, nothing is active, no token is given, and nothing fails', async () => {
  const random = generator(20_261_121);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T; // within its length
  const good = await tokenFor(verifier.url, key);
  const words = ['token', 'grant_type', 'client_credentials', 'client_id', 'client_secret', 'api', 'resource', 'scope'];
  const odd = [
    '=',
    '&',
    '%',
    '%00',
    '%FF',
    '+',
    ';',
    '\u0000',
    'é',
    key.accessKey,
    good.slice(1),
    '__proto__',
    '{',
    '"',
  ];
  const types = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'multipart/form-data', ''];
  const shown = [
    'Basic',
    'Bearer',
    'Digest',
    '',
    `Basic ${Buffer.from(`${key.accessKey}:x`).toString('base64')}`,
    `Bearer ${good}`,
  ];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const send = () =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const path = pick([
        '/oauth/token',
        '/oauth/introspect',
        '/c/northwind/oauth/token',
        '/c/northwind/oauth/introspect',
      ]);
      const headers = { 'content-type': pick(types), authorization: pick(shown) };
      const request = http.request({ port: verifier.port, agent, method: 'POST', path, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      const text = Array.from({ length: random(12) }, () => pick([...words, ...odd, '=', '&'])).join('');
      request.on('error', reject).end(Buffer.from(text, pick(['utf8', 'latin1'] as const)));
    });
  for (let batch = 0; batch < 250; batch += 1) {
    for (const { status, body } of await Promise.all([send(), send(), send(), send()])) {
      expect([400, 401]).toContain(status);
      expect(JSON.parse(body)).toEqual({ error: expect.any(String), error_description: expect.any(String) });
    }
  }
  agent.destroy();
});

test('other methods, and paths that are nearly ours, are told so', async () => {
  for (const [method, path, status] of [
    ['GET', '/oauth/token', 405],
    ['GET', '/oauth/introspect?token=x', 405],
    ['POST', '/.well-known/jwks.json', 405],
    ['POST', '/oauth/token/', 404],
    ['POST', '/c//oauth/token', 404],
    ['POST', '/c/Northwind/oauth/token', 404],
    ['POST', '/c/%6eorthwind/oauth/token', 404],
    ['GET', '/c/northwind/.well-known/jwks.json', 404],
    ['GET', '/.well-known/oauth-authorization-server/', 404],
  ] as const) {
    expect([path, (await fetch(`${verifier.url}${path}`, { method })).status]).toEqual([path, status]);
  }
  expect((await fetch(`${verifier.url}/.well-known/jwks.json`, { method: 'HEAD' })).status).toBe(200);
});
