import { beforeEach, expect, test } from 'vitest';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { generateKey } from '../commands/generate-key';
import { exportInventory } from './export';
import { DEFAULT_SORT, NO_FILTERS, parseSort } from './filters';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let administrator: Ctx;
let owner: Ctx;

beforeEach(async () => {
  companyId = await makeCompany(clock, { keysPerOwner: null });
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  owner = contextFor(await makePerson(clock, companyId), clock);
});

async function linesOf(ctx: Ctx, filters = NO_FILTERS, sort = DEFAULT_SORT): Promise<string[]> {
  const file = await exportInventory(ctx, filters, sort);
  if (file === null) throw new Error('not for this person');
  const lines: string[] = [];
  for await (const line of file.lines) lines.push(line);
  return lines;
}

test('has a line for each key that matches, in the order of the list', async () => {
  for (const name of ['Ledger', 'Billing export', 'Billing import']) expectOk(await generateKey(owner, { name }));
  const lines = await linesOf(administrator, { ...NO_FILTERS, search: 'bill' }, parseSort('-name'));
  expect(lines.map((line) => line.split(',')[1])).toEqual(['Name', 'Billing import', 'Billing export']);
  expect(lines[1]).toMatch(
    /^key_\w{16},Billing import,,kd_\w{16},User,Dana Whitfield,[\w.-]+@[\w.-]+,Active,Full access,No,.+Z\r\n$/,
  );
});

test('lets nothing be calculated', async () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)']) expectOk(await generateKey(owner, { name }));
  const cells = (await linesOf(administrator)).slice(1).map((line) => line.split(',')[1]);
  expect(cells.toSorted()).toEqual(["'+1", "'-1", "'=1+1", "'@SUM(A1)"]);
});

test('goes on over more keys than are read at once, each once', async () => {
  const { id } = expectOk(await generateKey(owner, { name: 'One' }));
  const count = 1_200;
  await database().$executeRaw`
    INSERT INTO api_key SELECT (jsonb_populate_record(k, jsonb_build_object('id', 'key_' || lpad(n::text, 16, '0'), 'name', 'K' || n, 'name_key', 'k' || n))).*
    FROM api_key k CROSS JOIN generate_series(1, ${count}::int) AS n WHERE k.id = ${id}`;
  await database().$executeRaw`
    INSERT INTO key_credential (id, company_id, key_id, access_key, valid_from, created_at)
    SELECT 'crd_' || k.id, k.company_id, k.id, 'kd_' || right(k.id, 16), k.created_at, k.created_at
    FROM api_key k WHERE k.company_id = ${companyId} AND k.id <> ${id}`;
  const ids = (await linesOf(administrator)).slice(1).map((line) => line.split(',')[0]);
  expect(ids).toHaveLength(count + 1);
  expect(new Set(ids).size).toBe(count + 1);
});

test('is for administrators of the company alone', async () => {
  expectOk(await generateKey(owner, { name: 'Ledger' }));
  expect(await exportInventory(owner, NO_FILTERS, DEFAULT_SORT)).toBeNull();
  const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
  expect(await linesOf(stranger)).toHaveLength(1);
});
