import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { randomBytes } from '@/lib/platform/random';
import { makeKey, makePerson, NOW, standingClock } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { basic, postForm, tokenFor } from './test-forms';
import { startOauthScene } from './test-oauth';

/** While there is one company; `companies.int.test.ts` is about several. */

const { clock, companyId, key, other, verifier, newKey, introspect } = await startOauthScene();
afterAll(() => verifier.stop());

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
    await database().$executeRawUnsafe(sql, mine.id);
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
  const bound = await newKey();
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
    introspect(key.key, more, headers);
  const bearer = { authorization: `Bearer ${other.key}` };
  const inForm = { client_id: other.accessKey, client_secret: other.accessSecret };
  for (const [headers, more] of [[basic(other)], [bearer], [{ 'x-api-key': other.key }], [{}, inForm]] as const) {
    expect((await ask(headers as Record<string, string>, more)).body['active']).toBe(true);
  }
  const disabled = await newKey({ key: { disabledAt: toDate(NOW) } });
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
  const cold = await newKey();
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
