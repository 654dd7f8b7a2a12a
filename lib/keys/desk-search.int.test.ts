import { beforeAll, expect, test } from 'vitest';
import { toIso } from '@/lib/kernel/instant';
import { ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, makeCompany, makePerson } from '@/test/support/scene';
import { findDesk, findDeskPage } from './desk-queries';
import { keysText } from './present-desk';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
/** One more than is collected. */
const KEYS = 2_001;
let administrator: Ctx;

/** The company's own: `Ledger 1` is the newest, and each hundredth is also an invoice. */
beforeAll(async () => {
  const companyId = await makeCompany(clock);
  const person = await makePerson(clock, companyId, { isAdministrator: true });
  administrator = contextFor(person, clock);
  const now = toIso(clock.now());
  await database().$executeRaw`
    INSERT INTO api_key (id, company_id, owner_kind, owner_id, name, name_key, audience, access, created_at, issued_at, version)
    SELECT 'key_' || lpad(n::text, 16, '0'), ${companyId}, 'COMPANY', ${companyId}, named.name, lower(named.name),
      'BUSINESS_PROFILE', 'FULL', made.at, made.at, 1
    FROM generate_series(1, ${KEYS}::int) AS n,
      LATERAL (SELECT 'Ledger ' || n || CASE WHEN n % 100 = 0 THEN ' Invoice' ELSE '' END) AS named (name),
      LATERAL (SELECT ${now}::timestamptz - n * interval '1 second') AS made (at)`;
  await database().$executeRaw`
    INSERT INTO key_credential (id, company_id, key_id, access_key, valid_from, created_at)
    SELECT 'crd_' || substr(id, 5), company_id, id, 'kd_' || substr(id, 5), created_at, created_at FROM api_key WHERE company_id = ${companyId}`;
  // As autovacuum does.
  await database().$executeRaw`ANALYZE api_key, key_credential`;
});

async function search(query: string) {
  const { page, count, mostCounted } = await findDeskPage(administrator, 'business-profile', { query }, null);
  return { names: page.rows.map(({ name }) => name), count: keysText(count, mostCounted), next: page.next };
}

test('what few keys meet is found whole, newest first', async () => {
  const found = await search('invoice');
  expect(found.names.slice(0, 2)).toEqual(['Ledger 100 Invoice', 'Ledger 200 Invoice']);
  expect(found).toMatchObject({ count: '20 keys', next: null });
  expect(found.names).toHaveLength(20);
  expect(await search('kd_0000000000002001')).toMatchObject({ names: ['Ledger 2001'], count: '1 key' });
  expect(await search('nothing of the kind')).toMatchObject({ names: [], count: '0 keys' });
});

test('what more than two thousand meet is listed on the way, and counted to a thousand', async () => {
  const found = await search('ledger');
  expect(found.names.slice(0, 2)).toEqual(['Ledger 1', 'Ledger 2']);
  expect(found.names).toHaveLength(ROWS_ON_PAGE);
  expect(found.count).toBe('1,000+ keys');
  expect(found.next).not.toBeNull();
});

test('without a search all are counted, under each tab', async () => {
  expect(await search('')).toMatchObject({ count: '2,001 keys' });
  expect(await findDesk(administrator)).toMatchObject({ companyKeys: KEYS });
});
