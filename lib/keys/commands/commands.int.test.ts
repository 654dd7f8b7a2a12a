import { describe, expect, test } from 'vitest';
import { verifyChains } from '@/lib/audit/verify';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { activateKey } from './activate-key';
import { deleteKey } from './delete-key';
import { disableKey } from './disable-key';
import { editKey } from './edit-key';
import { generateKey } from './generate-key';
import { regenerateKey } from './regenerate-key';

const clock = keyClock();
const { companyId, ctx, newKey } = await makeKeyScene(clock);

test('with MFA off a key may still be disabled and deleted, and nothing else', async () => {
  const person = await makePerson(clock, companyId);
  const owner = contextFor(person, clock);
  const { id } = await newKey(owner);
  await database().person.update({
    where: { id: person.id },
    data: { mfaEnabledAt: null, totpSecret: null, secretId: null },
  });
  expect(refusal(await regenerateKey(owner, { keyId: id }))).toBe('MFA_REQUIRED');
  expect(refusal(await editKey(owner, { keyId: id, name: 'Other' }))).toBe('MFA_REQUIRED');
  expect(refusal(await disableKey(owner, { keyId: id }))).toBe('ok');
  expect(refusal(await activateKey(owner, { keyId: id }))).toBe('MFA_REQUIRED');
  expect(refusal(await deleteKey(owner, { keyId: id }))).toBe('ok');
});

describe('what policy forbids', () => {
  test.each([
    ['disable', disableKey],
    ['regenerate', regenerateKey],
    ['rename', (owner: Ctx, { keyId }: { keyId: string }) => editKey(owner, { keyId, name: 'Any' })],
  ] as const)('%s is refused by the server too', async (name, command) => {
    const company = await makeCompany(clock, { allows: { ...DEFAULT_POLICY.allows, [name]: false } });
    const owner = contextFor(await makePerson(clock, company), clock);
    const { id } = await newKey(owner);
    expect(refusal(await command(owner, { keyId: id }))).toBe('POLICY_FORBIDS');
    expect(refusal(await deleteKey(owner, { keyId: id }))).toBe('ok');
  });
});

describe('somebody else’s key', () => {
  test('is not found, in the same company and in another, and nothing changes', async () => {
    const { id } = await newKey();
    const before = await findStored(id);
    const colleague = contextFor(await makePerson(clock, companyId), clock);
    // On the page of their own keys an administrator reaches nobody else's.
    const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    const stranger = contextFor(await makePerson(clock, await makeCompany(clock)), clock);
    for (const other of [colleague, administrator, stranger]) {
      for (const command of [disableKey, activateKey, regenerateKey, deleteKey]) {
        expect(refusal(await command(other, { keyId: id }))).toBe('NOT_FOUND');
      }
      expect(refusal(await editKey(other, { keyId: id, name: 'Mine' }))).toBe('NOT_FOUND');
    }
    expect(await findStored(id)).toEqual(before);
  });

  test('is not found without a person', async () => {
    const { id } = await newKey();
    const nobody = contextFor({ kind: 'anonymous' }, clock);
    expect(refusal(await disableKey(nobody, { keyId: id }))).toBe('NOT_FOUND');
    expect(refusal(await generateKey(nobody, { name: 'Any' }))).toBe('NOT_FOUND');
  });
});

test('after all of this every chain holds, and no secret stands in any table', async () => {
  const issued = await newKey();
  expectOk(await disableKey(ctx, { keyId: issued.id }));
  expectOk(await activateKey(ctx, { keyId: issued.id }));
  expectOk(await editKey(ctx, { keyId: issued.id, name: 'Kept' }));
  const second = expectOk(await regenerateKey(ctx, { keyId: issued.id }));
  expectOk(await deleteKey(ctx, { keyId: (await newKey()).id }));
  const reports = await verifyChains(database(), keyring());
  expect(reports.length).toBeGreaterThan(1);
  expect(reports.filter((report) => !report.holds)).toEqual([]);
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    for (const { key } of [issued, second]) {
      const [row] = await database().$queryRawUnsafe<{ hits: bigint }[]>(
        `SELECT count(*) AS hits FROM ${name} t WHERE position($1 in t::text) > 0`,
        key.slice(-49, -6),
      );
      expect({ name, hits: row?.hits }).toEqual({ name, hits: 0n });
    }
  }
});
