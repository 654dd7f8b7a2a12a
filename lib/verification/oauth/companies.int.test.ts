import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { type MadeKey, makeCompany, makeKey, NOW } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { basic, postForm, tokenFor } from './test-forms';

/** Two companies on one verifier, each with an API `orders`. */

const TOKENS = {
  northwind: 'northwind-token-0123456789abcdef',
  fabrikam: 'fabrikam-token-0123456789abcdefg',
  '*': 'operator-token-0123456789abcdefg',
};
const COMPANIES = ['northwind', 'fabrikam'] as const;
type Slug = (typeof COMPANIES)[number];
const other = (slug: Slug): Slug => (slug === 'northwind' ? 'fabrikam' : 'northwind');

const keys = {} as Record<Slug, MadeKey>;
let open: Awaited<ReturnType<typeof startTestVerifier>>;
let guarded: typeof open;
beforeAll(async () => {
  for (const slug of COMPANIES) {
    const { id } = await makeCompany(slug);
    keys[slug] = await makeKey(id, { kind: 'COMPANY', id });
  }
  open = await startTestVerifier();
  const tokens = Object.entries(TOKENS).map(([company, token]) => ({ company, token }));
  guarded = await startTestVerifier({ tokens });
});
afterAll(() => Promise.all([open.stop(), guarded.stop()]));

type Headers = Record<string, string>;
const ask = (url: string, token: string, headers: Headers, company: string | null = null) =>
  postForm(`${url}${company === null ? '' : `/c/${company}`}/oauth/introspect`, { token }, headers);
const shown = (company: keyof typeof TOKENS) => ({ 'x-verifier-token': TOKENS[company] });

describe.each(COMPANIES)('%s', (slug) => {
  const issuer = () => `${open.url}/c/${slug}`;
  const tokens = async () => [
    await tokenFor(open.url, keys[slug], { api: 'orders' }),
    await tokenFor(issuer(), keys[slug], { api: 'orders' }),
  ];

  test('has its own issuer, by whichever path the token was asked for, and only that one is for its API', async () => {
    const published = createRemoteJWKSet(new URL(`${open.url}/.well-known/jwks.json`));
    const required = { audience: 'orders', currentDate: toDate(NOW) };
    for (const token of await tokens()) {
      const { payload } = await jwtVerify(token, published, { ...required, issuer: issuer() });
      expect(payload['company']).toBe(slug);
      const foreign = { ...required, issuer: `${open.url}/c/${other(slug)}` };
      await expect(jwtVerify(token, published, foreign)).rejects.toThrow('unexpected "iss" claim value');
      await expect(jwtVerify(token, published, { ...required, issuer: open.url })).rejects.toThrow('"iss"');
    }
  });

  test('describes its endpoints where RFC 8414 looks for them', async () => {
    const metadata = await (await fetch(`${open.url}/.well-known/oauth-authorization-server/c/${slug}`)).json();
    expect(metadata).toMatchObject({
      issuer: issuer(),
      token_endpoint: `${issuer()}/oauth/token`,
      introspection_endpoint: `${issuer()}/oauth/introspect`,
      jwks_uri: `${open.url}/.well-known/jwks.json`,
    });
  });

  test("is told of its own keys and tokens, and of nobody else's", async () => {
    const own = [keys[slug].key, ...(await tokens())];
    const foreign = [keys[other(slug)].key, await tokenFor(open.url, keys[other(slug)], { api: 'orders' })];
    for (const company of [null, slug]) {
      for (const token of own) {
        const { body } = await ask(open.url, token, basic(keys[slug]), company);
        expect(body).toMatchObject({ active: true, company: slug, iss: issuer() });
      }
      for (const token of foreign) {
        expect((await ask(open.url, token, basic(keys[slug]), company)).text).toBe('{"active":false}');
      }
    }
  });

  test('is told the same by its verifier token', async () => {
    for (const company of [null, slug]) {
      const told = await ask(guarded.url, keys[slug].key, shown(slug), company);
      expect(told.body).toMatchObject({ active: true, company: slug });
      expect((await ask(guarded.url, keys[other(slug)].key, shown(slug), company)).text).toBe('{"active":false}');
    }
    for (const token of [keys[slug].key, keys[other(slug)].key]) {
      expect((await ask(guarded.url, token, shown(slug), other(slug))).text).toBe('{"active":false}');
    }
  });

  test("neither gets tokens nor asks by the other's path", async () => {
    const path = `${open.url}/c/${other(slug)}`;
    const refused = await postForm(`${path}/oauth/token`, { grant_type: 'client_credentials' }, basic(keys[slug]));
    const unknown = await postForm(
      `${path}/oauth/token`,
      { grant_type: 'client_credentials' },
      basic(issueSecretCredential(randomBytes)),
    );
    expect([refused.status, refused.text]).toEqual([401, unknown.text]);
    expect((await ask(open.url, keys[slug].key, basic(keys[slug]), other(slug))).status).toBe(401);
  });

  test('is told by a key beside a verifier token only where both are its own', async () => {
    const both = (company: keyof typeof TOKENS) => ({ ...shown(company), ...basic(keys[slug]) });
    for (const company of [slug, '*'] as const) {
      expect((await ask(guarded.url, keys[slug].key, both(company))).body['active']).toBe(true);
    }
    expect((await ask(guarded.url, keys[slug].key, both(other(slug)))).status).toBe(401);
  });
});

test('a verifier token of the installation names the company by the path', async () => {
  const unnamed = await ask(guarded.url, keys.northwind.key, shown('*'));
  expect([unnamed.status, unnamed.headers.get('x-deny-code')]).toEqual([403, 'COMPANY_REQUIRED']);
  expect(unnamed.body['error']).toBe('invalid_request');
  expect((await ask(guarded.url, keys.northwind.key, shown('*'), 'northwind')).body['active']).toBe(true);
  expect((await ask(guarded.url, keys.northwind.key, shown('*'), 'fabrikam')).text).toBe('{"active":false}');
});

test('where verifier tokens are set, introspection needs one or a valid key; tokens, keys and metadata need none', async () => {
  for (const headers of [
    {},
    { 'x-verifier-token': 'wrong' },
    { 'x-verifier-token': 'wrong', ...basic(keys.northwind) },
  ]) {
    const answer = await ask(guarded.url, keys.northwind.key, headers as Headers);
    expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  }
  expect((await ask(guarded.url, keys.northwind.key, basic(keys.northwind))).body['active']).toBe(true);
  expect(await tokenFor(guarded.url, keys.northwind)).toContain('.');
  for (const path of ['jwks.json', 'oauth-authorization-server', 'oauth-authorization-server/c/northwind']) {
    expect((await fetch(`${guarded.url}/.well-known/${path}`)).status).toBe(200);
  }
});
