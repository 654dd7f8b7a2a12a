import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE, plus, toDate } from '@/lib/kernel/instant';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { Keyring, keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { endingAt, makeCompany, makeKey, makePerson, NOW, standingClock, WITHOUT_MFA } from './test-keys';
import { at } from './test-records';
import { askVerifier, startTestVerifier } from './test-verifier';

const clock = standingClock();
let northwind: { id: string };
let ada: { kind: 'USER'; id: string };
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;

beforeAll(async () => {
  northwind = await makeCompany('northwind');
  ada = { kind: 'USER', id: (await makePerson(northwind.id, 'Ada@northwind.example')).id };
  verifier = await startTestVerifier({ clock });
});
afterAll(() => verifier.stop());

/** The code, and a check that nothing but it is told. */
async function codeOf(body: Record<string, unknown>): Promise<unknown> {
  const answer = await askVerifier(verifier.url, body);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  if (answer.body['valid'] !== true) expect(Object.keys(answer.body)).toEqual(['valid', 'code', 'requestId']);
  return answer.body['code'];
}

describe('a key that is good', () => {
  it('answers with the whole body of the contract, for a person', async () => {
    const key = await makeKey(northwind.id, ada, { key: endingAt(plus(NOW, 1)) });
    const answer = await askVerifier(verifier.url, { key: key.key });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(Object.entries(answer.body)).toEqual([
      ['valid', true],
      ['code', 'VALID'],
      ['requestId', expect.stringMatching(/^req_[0-9A-Za-z]{16}$/)],
      ['keyId', key.id],
      ['accessKey', key.accessKey],
      ['name', `Key ${key.id}`],
      ['owner', { type: 'user', id: ada.id, userId: 'Ada@northwind.example' }],
      ['company', 'northwind'],
      ['audience', 'business_profile'],
      ['access', 'full'],
      ['operation', null],
      ['tenants', []],
      ['virtualServers', []],
      ['expiresAt', '2026-11-21T12:00:00.001Z'],
    ]);
  });

  it('is VALID as a pair as well, and for its own company', async () => {
    const { key, accessKey, accessSecret } = await makeKey(northwind.id, ada);
    expect(await codeOf({ accessKey, accessSecret })).toBe('VALID');
    expect(await codeOf({ key, company: 'northwind', audience: 'business_profile', ip: 'nonsense' })).toBe('VALID');
  });

  it('of the company names the slug as user ID', async () => {
    const { key } = await makeKey(northwind.id, { kind: 'COMPANY', id: northwind.id });
    const { body } = await askVerifier(verifier.url, { key });
    expect(body).toMatchObject({ owner: { type: 'company', id: northwind.id, userId: 'northwind' }, expiresAt: null });
  });

  it('of a service account lists what it reaches, and no more is allowed', async () => {
    const { id } = await makeServiceAccount('robot-7', { tenants: ['gamma', 'alpha'], servers: ['vs-1'] });
    const { key } = await makeKey(northwind.id, { kind: 'SERVICE_ACCOUNT', id });
    const { body } = await askVerifier(verifier.url, { key, tenant: 'alpha', virtualServer: 'vs-1' });
    expect(body).toMatchObject({
      owner: { type: 'service_account', id, userId: 'robot-7' },
      tenants: ['alpha', 'gamma'],
      virtualServers: ['vs-1'],
    });
    expect(await codeOf({ key, tenant: 'beta' })).toBe('RESOURCE_DENIED');
    expect(await codeOf({ key, virtualServer: 'vs-2' })).toBe('RESOURCE_DENIED');
    await database().serviceAccount.update({ where: { id }, data: { deactivatedAt: toDate(NOW) } });
    expect(await codeOf({ key })).toBe('OWNER_INACTIVE');
  });
});

describe('a refusal and its positive twin', () => {
  it('MALFORMED: any slip in a good key', async () => {
    const { key, accessKey, accessSecret } = await makeKey(northwind.id, ada);
    expect(await codeOf({ key })).toBe('VALID');
    expect(await codeOf({ key: `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}` })).toBe('MALFORMED');
    expect(await codeOf({ key: ` ${key}` })).toBe('MALFORMED');
    expect(await codeOf({ accessKey, accessSecret: accessSecret.toLowerCase() })).toBe('MALFORMED');
  });

  it('DISABLED, until it is active again', async () => {
    const { id, key } = await makeKey(northwind.id, ada, { key: { disabledAt: toDate(NOW) } });
    expect(await codeOf({ key })).toBe('DISABLED');
    await database().apiKey.update({ where: { id }, data: { disabledAt: null } });
    expect(await codeOf({ key })).toBe('VALID');
  });

  it('EXPIRED from the millisecond of its expiry on', async () => {
    const { key } = await makeKey(northwind.id, ada, { key: endingAt(NOW) });
    clock.move(-1);
    expect(await codeOf({ key })).toBe('VALID');
    clock.move(1);
    expect(await codeOf({ key })).toBe('EXPIRED');
  });

  it('EXPIRED_INACTIVE from the millisecond on at which it rested for its period', async () => {
    const issuedAt = toDate(at('2026-08-21T12:00:00.000-05:00'));
    const { id, key } = await makeKey(northwind.id, ada, { key: { issuedAt, notAccessedPeriod: 'p3m' } });
    // 12:00 in Chicago is 18:00 UTC in November, 17:00 in August.
    const rested = at('2026-11-21T18:00:00.000Z') - NOW;
    clock.move(rested);
    expect(await codeOf({ key })).toBe('EXPIRED_INACTIVE');
    const lastUsedAt = toDate(at('2026-08-21T17:00:00.001Z'));
    await database().keyLastUse.create({ data: { keyId: id, companyId: northwind.id, lastUsedAt } });
    expect(await codeOf({ key })).toBe('VALID');
    clock.move(-rested);
  });

  it('OWNER_INACTIVE: a person or a company that is deactivated', async () => {
    const person = await makePerson(northwind.id, 'grace@northwind.example', { deactivatedAt: toDate(NOW) });
    const { key } = await makeKey(northwind.id, { kind: 'USER', id: person.id });
    expect(await codeOf({ key })).toBe('OWNER_INACTIVE');
    await database().person.update({ where: { id: person.id }, data: { deactivatedAt: null } });
    expect(await codeOf({ key })).toBe('VALID');
    const closed = await makeCompany('closed');
    const owned = await makeKey(closed.id, { kind: 'COMPANY', id: closed.id });
    expect(await codeOf({ key: owned.key })).toBe('VALID');
    await database().company.update({ where: { id: closed.id }, data: { deactivatedAt: toDate(NOW) } });
    expect(await codeOf({ key: owned.key })).toBe('OWNER_INACTIVE');
  });

  it('MFA_REQUIRED: MFA off where the policy requires it, and with no policy at all', async () => {
    const company = await makeCompany('contoso');
    const person = await makePerson(company.id, 'mfa@contoso.example', WITHOUT_MFA);
    const { key } = await makeKey(company.id, { kind: 'USER', id: person.id });
    expect(await codeOf({ key })).toBe('MFA_REQUIRED');
    await database().keyPolicy.update({ where: { companyId: company.id }, data: { requiresMfa: false } });
    expect(await codeOf({ key })).toBe('VALID');
    await database().keyPolicy.delete({ where: { companyId: company.id } });
    expect(await codeOf({ key })).toBe('MFA_REQUIRED');
  });

  it('IP_DENIED: outside the ranges, or from nowhere', async () => {
    const { id: keyId, key } = await makeKey(northwind.id, ada);
    const range = { companyId: northwind.id, keyId };
    await database().keyIpRange.createMany({
      data: [
        { ...range, range: '203.0.113.0/24', position: 0 },
        { ...range, range: '2001:db8::/32', position: 1 },
      ],
    });
    expect(await codeOf({ key, ip: '::ffff:203.0.113.9' })).toBe('VALID');
    expect(await codeOf({ key, ip: '2001:db8::1' })).toBe('VALID');
    expect(await codeOf({ key, ip: '198.51.100.7' })).toBe('IP_DENIED');
    expect(await codeOf({ key, ip: '203.0.113.009' })).toBe('IP_DENIED');
    expect(await codeOf({ key })).toBe('IP_DENIED');
  });

  it('AUDIENCE_DENIED: another audience than the key has', async () => {
    const { key } = await makeKey(northwind.id, ada);
    expect(await codeOf({ key, audience: 'business_profile' })).toBe('VALID');
    expect(await codeOf({ key, audience: 'client' })).toBe('AUDIENCE_DENIED');
  });

  it('PERMISSION_DENIED: selected access, in which nothing can be ticked yet', async () => {
    const { id, key } = await makeKey(northwind.id, ada, { key: { access: 'SELECTED' } });
    expect(await codeOf({ key, method: 'GET', path: '/v2/orders' })).toBe('PERMISSION_DENIED');
    await database().apiKey.update({ where: { id }, data: { access: 'FULL' } });
    expect(await codeOf({ key, method: 'GET', path: '/v2/orders' })).toBe('VALID');
  });
});

describe('NOT_FOUND', () => {
  it('is one body for unknown, wrong secret, foreign, deleted, retired and not yet valid', async () => {
    const good = await makeKey(northwind.id, ada);
    const stranger = issueSecretCredential(randomBytes);
    const deleted = await makeKey(northwind.id, ada, { key: { deletedAt: toDate(NOW), disabledAt: toDate(NOW) } });
    const retired = await makeKey(northwind.id, ada, { credential: { retiredAt: toDate(plus(NOW, DAY)) } });
    const ended = await makeKey(northwind.id, ada, { credential: { validUntil: toDate(NOW) } });
    const early = await makeKey(northwind.id, ada, { credential: { validFrom: toDate(plus(NOW, MINUTE)) } });
    const wrongHash = { secretHash: new Uint8Array(randomBytes(32)) };
    const wrong = await makeKey(northwind.id, ada, { credential: wrongHash, key: { disabledAt: toDate(NOW) } });
    const bodies = [
      { key: stranger.key },
      { key: wrong.key },
      { key: good.key, company: 'contoso' },
      { key: good.key, company: 'NORTHWIND' },
      { key: deleted.key },
      { key: retired.key },
      { key: ended.key },
      { key: early.key },
    ];
    for (const body of bodies) {
      const answer = await askVerifier(verifier.url, body);
      expect(answer.status).toBe(200);
      expect({ ...answer.body, requestId: '' }).toEqual({ valid: false, code: 'NOT_FOUND', requestId: '' });
    }
    expect(await codeOf({ key: good.key })).toBe('VALID');
  });

  it('is what every refusal of a publishable key reads', async () => {
    const publishable = issuePublishableCredential(randomBytes).accessKey;
    const credential = { accessKey: publishable, secretHash: null, secretId: null };
    await makeKey(northwind.id, ada, { key: { audience: 'CLIENT', access: 'SELECTED' }, credential });
    expect(await codeOf({ key: publishable })).toBe('NOT_FOUND');
    expect(await codeOf({ accessKey: publishable, accessSecret: '0'.repeat(49) })).toBe('MALFORMED');
  });
});

describe('a row that hangs on an earlier secret', () => {
  it('verifies while that secret is given, and is undecidable without it', async () => {
    const earlier = randomBytes(32);
    const ring = new Keyring(earlier, []);
    const made = await makeKey(northwind.id, ada);
    await database().keyCredential.update({
      where: { accessKey: made.accessKey },
      data: {
        secretHash: new Uint8Array(ring.mac('credential-pepper', made.key)),
        secretId: ring.currentId,
      },
    });
    const answer = await askVerifier(verifier.url, { key: made.key });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    const rotated = await startTestVerifier({ clock, keyring: new Keyring(randomBytes(32), [earlier]) });
    expect((await askVerifier(rotated.url, { key: made.key })).body).toMatchObject({ code: 'VALID' });
    await rotated.stop();
    expect(keyring().ids).not.toContain(ring.currentId);
  });
});

async function makeServiceAccount(userId: string, reaches: { tenants: string[]; servers: string[] }) {
  const companyId = northwind.id;
  const createdAt = toDate(NOW);
  const account = { id: newId('sva'), companyId, userId, userIdKey: userId, name: userId, createdAt };
  await database().serviceAccount.create({ data: account });
  for (const slug of ['alpha', 'beta', 'gamma']) {
    const id = newId('tnt');
    await database().tenant.create({ data: { id, companyId, slug, name: slug, createdAt } });
    const link = { companyId, serviceAccountId: account.id, tenantId: id };
    if (reaches.tenants.includes(slug)) await database().serviceAccountTenant.create({ data: link });
  }
  const { id: tenantId } = await database().tenant.findFirstOrThrow({ where: { companyId, slug: 'alpha' } });
  for (const slug of ['vs-1', 'vs-2']) {
    const id = newId('vsr');
    await database().virtualServer.create({ data: { id, companyId, tenantId, slug, name: slug, createdAt } });
    const link = { companyId, serviceAccountId: account.id, virtualServerId: id };
    if (reaches.servers.includes(slug)) await database().serviceAccountVirtualServer.create({ data: link });
  }
  return { id: account.id };
}
