import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromDate, HOUR, plus, toDate } from '@/lib/kernel/instant';
import { addPeriod, storedPeriod } from '@/lib/kernel/period';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { type InventoryKey, makeInventoryKeys, newIds, storeKeys } from '@/test/support/inventory-keys';
import { makeCompany, makePerson } from '@/test/support/scene';
import { seededRandom } from '@/test/support/seeded-random';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const ZONE = 'America/Chicago';
const random = seededRandom('key-listing');

let companyId: string;
let keys: InventoryKey[];

beforeAll(async () => {
  companyId = await makeCompany(clock, {}, ZONE);
  keys = await makeInventoryKeys(clock, companyId, 60);
});

/** Rows that the triggers keep otherwise than they are computed. */
async function astray(): Promise<unknown[]> {
  return database().$queryRaw`
    SELECT coalesce(l.key_id, t.key_id) AS id, l::text AS kept, t::text AS computed
    FROM key_listing l FULL JOIN key_listing_now t ON t.company_id = l.company_id AND t.key_id = l.key_id
    WHERE l.key_id IS NULL OR t.key_id IS NULL OR (l.*) IS DISTINCT FROM (t.*)`;
}

describe('what is kept is what is computed', () => {
  const at = () => toDate(plus(clock.now(), -random.below(90 * 24) * HOUR));
  const perhaps = () => (random.below(2) === 0 ? null : at());
  const some = () => ({ in: keys.filter(() => random.below(4) === 0).map(({ id }) => id) });
  const owner = (kind: InventoryKey['ownerKind']) => {
    const owners = keys.filter(({ ownerKind }) => ownerKind === kind);
    return owners[random.below(owners.length)]?.ownerId ?? '';
  };
  const person = () => ({ where: { id: owner('USER') } });
  const words = () => ['Dana', 'Ömer Ł', 'Ada\\%_'][random.below(3)] ?? '';

  const CHANGES: Record<string, () => Promise<unknown>> = {
    'a person is deactivated or comes back': () =>
      database().person.update({ ...person(), data: { deactivatedAt: perhaps() } }),
    'a person enrols, or loses MFA': () =>
      random.below(2) === 0
        ? database().person.update({
            ...person(),
            data: { mfaEnabledAt: at(), totpSecret: new Uint8Array(1), secretId: 'any' },
          })
        : database().person.update({ ...person(), data: { mfaEnabledAt: null, totpSecret: null, secretId: null } }),
    'a person is renamed': () => database().person.update({ ...person(), data: { name: words() } }),
    'all people at once': () =>
      database().person.updateMany({ where: { companyId }, data: { deactivatedAt: perhaps() } }),
    'a service account changes': () =>
      database().serviceAccount.update({
        where: { id: owner('SERVICE_ACCOUNT') },
        data: { name: words(), deactivatedAt: perhaps() },
      }),
    'keys are disabled, or active again': () =>
      database().apiKey.updateMany({ where: { id: some() }, data: { disabledAt: perhaps() } }),
    'keys end otherwise': () =>
      database().apiKey.updateMany({
        where: { id: some() },
        data: { expiresAt: at(), expirationDate: '2026-11-21', notAccessedPeriod: 'p6w', issuedAt: at() },
      }),
    'keys never end': () =>
      database().apiKey.updateMany({
        where: { id: some() },
        data: { expiresAt: null, expirationDate: null, notAccessedPeriod: null },
      }),
    'access changes': () => database().apiKey.updateMany({ where: { id: some() }, data: { access: 'FULL' } }),
    'keys are used': () => database().keyLastUse.updateMany({ where: { keyId: some() }, data: { lastUsedAt: at() } }),
    'uses are forgotten': () => database().keyLastUse.deleteMany({ where: { keyId: some() } }),
    'IP policies end': () => database().keyIpRange.deleteMany({ where: { keyId: some() } }),
    'credentials are replaced': () =>
      database().keyCredential.updateMany({ where: { keyId: some() }, data: { retiredAt: perhaps() } }),
    'keys are deleted': () =>
      database().apiKey.updateMany({
        where: { id: { in: [keys[random.below(keys.length)]?.id ?? ''] } },
        data: { deletedAt: at() },
      }),
    'keys are made': () => {
      const made = keys.slice(0, 3).map((key) => ({ ...key, ...newIds(), name: newIds().id }));
      return storeKeys(clock, companyId, made);
    },
    'the calendar moves': () =>
      database().company.update({
        where: { id: companyId },
        data: { timeZone: ['Asia/Tokyo', ZONE, 'Europe/Berlin'][random.below(3)] ?? ZONE },
      }),
  };

  test('each change is followed by itself', async () => {
    expect(await astray()).toEqual([]);
    for (const [name, change] of Object.entries(CHANGES)) {
      await change();
      expect([name, await astray()]).toEqual([name, []]);
    }
  });

  test('any changes in any order', async () => {
    const changes = Object.values(CHANGES);
    for (let round = 0; round < 60; round += 1) await changes[random.below(changes.length)]?.();
    expect(await astray()).toEqual([]);
  });

  test('changes at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id: personId } = await makePerson(clock, companyId);
      const made = keys.slice(0, 2).map((key) => ({ ...key, ...newIds(), name: newIds().id, ownerId: personId }));
      const theirs = made.map((key) => ({ ...key, ownerKind: 'USER' as const }));
      const keyIds = { in: theirs.map(({ id }) => id) };
      await Promise.all([
        storeKeys(clock, companyId, theirs),
        database().person.update({ where: { id: personId }, data: { deactivatedAt: at() } }),
      ]);
      await Promise.all([
        database().person.update({ where: { id: personId }, data: { name: words(), deactivatedAt: null } }),
        database().apiKey.updateMany({ where: { id: keyIds }, data: { disabledAt: at() } }),
        database().keyLastUse.updateMany({ where: { keyId: keyIds }, data: { lastUsedAt: at() } }),
      ]);
    }
    expect(await astray()).toEqual([]);
  });
});

describe('what the list knows follows', () => {
  let keyId: string;
  const listing = () =>
    database().keyListing.findFirst({
      where: { keyId },
      select: { lastUsedAt: true, restedFrom: true, inactiveFrom: true, hasIpPolicy: true },
    });

  beforeEach(async () => {
    await database().company.update({ where: { id: companyId }, data: { timeZone: ZONE } });
    const [one] = keys;
    if (one === undefined) throw new Error('no keys');
    const owner = await makePerson(clock, companyId);
    const ids = newIds();
    keyId = ids.id;
    const plain = { name: keyId, notAccessed: 'p3m', lastUsedAt: null, hasIpPolicy: false };
    await storeKeys(clock, companyId, [{ ...one, ...ids, ...plain, ownerKind: 'USER', ownerId: owner.id }]);
  });

  test('the last use, unless the secret is newer', async () => {
    const used = plus(clock.now(), -HOUR);
    await database().keyLastUse.create({ data: { keyId, companyId, lastUsedAt: toDate(used) } });
    const row = await listing();
    expect(row?.lastUsedAt && fromDate(row.lastUsedAt)).toBe(used);
    expect(row?.inactiveFrom && fromDate(row.inactiveFrom)).toBe(addPeriod(used, storedPeriod('p3m'), ZONE));
    await database().apiKey.update({ where: { id: keyId }, data: { issuedAt: toDate(clock.now()) } });
    expect((await listing())?.restedFrom).toEqual(toDate(clock.now()));
  });

  test('the limit under which it was issued', async () => {
    await database().apiKey.update({ where: { id: keyId }, data: { notAccessedPeriod: null } });
    expect((await listing())?.inactiveFrom).toBeNull();
  });

  test('the IP policy, and its end', async () => {
    await database().keyIpRange.create({ data: { keyId, companyId, range: '203.0.113.0/24', position: 0 } });
    expect((await listing())?.hasIpPolicy).toBe(true);
    await database().keyIpRange.deleteMany({ where: { keyId } });
    expect((await listing())?.hasIpPolicy).toBe(false);
  });

  test('the company’s zone', async () => {
    const before = await listing();
    await database().company.update({ where: { id: companyId }, data: { timeZone: 'Asia/Tokyo' } });
    const after = await listing();
    await database().company.update({ where: { id: companyId }, data: { timeZone: ZONE } });
    expect(after?.inactiveFrom).not.toEqual(before?.inactiveFrom);
    expect(await listing()).toEqual(before);
  });

  test('the end of the key', async () => {
    await database().apiKey.update({ where: { id: keyId }, data: { deletedAt: toDate(clock.now()) } });
    expect(await listing()).toBeNull();
  });
});
