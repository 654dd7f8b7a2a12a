import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { type MadeKey, makeCompany, makeKey, makePerson, NOW } from '../test-keys';
import { askVerifier, startTestVerifier } from '../test-verifier';

let company: { id: string; slug: string };
/** Both are asked in every test, each time about keys and people of its own. */
let verifiers: Awaited<ReturnType<typeof startTestVerifier>>[] = [];

beforeAll(async () => {
  company = await makeCompany('northwind');
  verifiers = await Promise.all([startTestVerifier(), startTestVerifier()]);
});
afterAll(() => Promise.all(verifiers.map((verifier) => verifier.stop())));

async function makeUserKey(): Promise<MadeKey> {
  const person = await makePerson(company.id, `${newId('usr')}@northwind.example`);
  return makeKey(company.id, { kind: 'USER', id: person.id });
}

/** Once both have heard of everything that was changed: then nothing old is said any more. */
const codes = async ({ key }: MadeKey) =>
  Promise.all(verifiers.map(async ({ url }) => (await askVerifier(url, { key })).body['code']));

describe('a change in the database reaches every verifier that has cached the key:', () => {
  test.each([
    ['disabled', 'DISABLED', `UPDATE api_key SET disabled_at = created_at WHERE id = $1`],
    ['deleted', 'NOT_FOUND', `UPDATE api_key SET deleted_at = created_at WHERE id = $1`],
    ['regenerated', 'NOT_FOUND', `UPDATE key_credential SET retired_at = created_at WHERE key_id = $1`],
    ['expired', 'EXPIRED', `UPDATE api_key SET expires_at = created_at, expiration_date = '2026-11-01' WHERE id = $1`],
    [
      'owner deactivated',
      'OWNER_INACTIVE',
      `UPDATE person SET deactivated_at = created_at WHERE id = (SELECT owner_id FROM api_key WHERE id = $1)`,
    ],
    [
      'MFA off',
      'MFA_REQUIRED',
      `UPDATE person SET mfa_enabled_at = NULL, totp_secret = NULL, secret_id = NULL WHERE id = (SELECT owner_id FROM api_key WHERE id = $1)`,
    ],
    [
      'addresses narrowed',
      'IP_DENIED',
      `INSERT INTO key_ip_range (company_id, key_id, range, position) SELECT company_id, id, '192.0.2.0/24', 0 FROM api_key WHERE id = $1`,
    ],
  ])('%s', async (_, code, sql) => {
    const key = await makeUserKey();
    expect(await codes(key)).toEqual(['VALID', 'VALID']);
    await database().$executeRawUnsafe(sql, key.id);
    expect(await codes(key)).toEqual([code, code]);
  });
});

test('a key that was asked for before it was made is known once it is', async () => {
  const later = await makeKey(company.id, { kind: 'COMPANY', id: company.id });
  const [credential] = await database().keyCredential.findMany({ where: { keyId: later.id } });
  if (credential === undefined) throw new Error('a key has a credential');
  await database().keyCredential.delete({ where: { id: credential.id } });
  expect(await codes(later)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  await database().keyCredential.create({
    data: { ...credential, secretHash: new Uint8Array(credential.secretHash ?? []) },
  });
  expect(await codes(later)).toEqual(['VALID', 'VALID']);
});

test('a use that another verifier saw keeps a key alive that this one remembers as unused', async () => {
  const person = await makePerson(company.id, `${newId('usr')}@northwind.example`);
  const issuedAt = new Date(NOW - 29 * 86_400_000);
  const key = await makeKey(
    company.id,
    { kind: 'USER', id: person.id },
    { key: { issuedAt, notAccessedPeriod: 'p30d' } },
  );
  let now = NOW;
  const clock = { now: () => now };
  const verifier = await startTestVerifier({ clock });
  // Asked for another company: the key is remembered, and not used.
  expect((await askVerifier(verifier.url, { key: key.key, company: 'elsewhere' })).body['code']).toBe('NOT_FOUND');
  await database().keyLastUse.create({
    data: { keyId: key.id, companyId: company.id, lastUsedAt: new Date(NOW) },
  });
  now = (NOW + 2 * 86_400_000) as typeof NOW;
  expect((await askVerifier(verifier.url, { key: key.key })).body['code']).toBe('VALID');
  await verifier.stop();
});
