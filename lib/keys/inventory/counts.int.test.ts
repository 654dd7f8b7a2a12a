import { beforeAll, expect, test } from 'vitest';
import { toIso } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, makeCompany, makePerson } from '@/test/support/scene';
import { NO_FILTERS, parseFilters, parseSort } from './filters';
import { presentCounted } from './present';
import { findInventory } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const KEYS = 1_001;
let administrator: Ctx;

beforeAll(async () => {
  const companyId = await makeCompany(clock);
  const person = await makePerson(clock, companyId, { isAdministrator: true });
  administrator = contextFor(person, clock);
  await database().$executeRaw`
    INSERT INTO api_key (id, company_id, owner_kind, owner_id, name, name_key, audience, access, created_at, issued_at, version,
      disabled_at)
    SELECT 'key_' || lpad(n::text, 16, '0'), ${companyId}, 'COMPANY', ${companyId}, 'Ledger ' || n, 'ledger ' || n,
      'BUSINESS_PROFILE', 'FULL', made.at, made.at, 1, made.at
    FROM generate_series(1, ${KEYS}::int) AS n, (SELECT ${toIso(clock.now())}::timestamptz AS at) AS made`;
});

async function countOf(parameters: Record<string, string>) {
  const filters = { ...NO_FILTERS, ...parseFilters(parameters) };
  const found = await findInventory(administrator, filters, parseSort('created'), {});
  if (found === null) throw new Error('not for this person');
  const { count, matching } = await presentCounted(found);
  return { count, ...matching };
}

test('all keys and a filter or a search alone are counted to the last', async () => {
  expect(await countOf({})).toMatchObject({ count: '1,001 keys' });
  expect(await countOf({ status: 'disabled' })).toMatchObject({ count: '1,001 keys', isWhole: false });
  expect(await countOf({ q: 'ledger' })).toMatchObject({ count: '1,001 keys' });
});

test('a filter with a search that finds many is counted to a thousand, and says so', async () => {
  const both = { status: 'disabled', q: 'ledger' };
  expect(await countOf(both)).toEqual({ count: '1,000+ of 1,001', text: '1,000+', isWhole: false });
  expect(await countOf({ ...both, status: 'active' })).toMatchObject({ count: '0 of 1,001' });
});
