import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { FIND_FOR_VERIFICATION } from '../lookup';
import { makeCompany, makeKey, makePerson, NOW } from '../test-keys';
import { CHANNEL } from './moved-listener';

/** The database tells verifiers of every change that a verdict reads, whoever makes it: here it is psql's kind of SQL. */

let connection: pg.Client;
let heard: string[] = [];
beforeAll(async () => {
  connection = new pg.Client({ connectionString: config().databaseUrl });
  await connection.connect();
  connection.on('notification', ({ payload = '' }) => heard.push(payload));
  await connection.query(`LISTEN ${CHANNEL}`);
});
afterAll(() => connection.end());
beforeEach(() => {
  heard = [];
});

/** What is told of a change; answers come after what was told before them. */
async function toldOf(sql: string, values: unknown[] = []): Promise<string[]> {
  await connection.query('SELECT 1');
  heard = [];
  await database().$executeRawUnsafe(sql, ...values);
  await connection.query('SELECT 1');
  return heard;
}

async function makeScene() {
  const slug = newId('cmp').slice(4).toLowerCase();
  const company = await makeCompany(slug);
  const person = await makePerson(company.id, `${slug}@northwind.example`);
  const service = await database().serviceAccount.create({
    data: {
      id: newId('sva'),
      companyId: company.id,
      userId: 'svc-a',
      userIdKey: 'svc-a',
      name: 'A',
      createdAt: new Date(NOW),
    },
  });
  const tenant = { id: newId('tnt'), companyId: company.id, slug: 'alpha', name: 'Alpha', createdAt: new Date(NOW) };
  await database().tenant.create({ data: tenant });
  const server = { ...tenant, id: newId('vsr'), tenantId: tenant.id, slug: 'vs-1' };
  await database().virtualServer.create({ data: server });
  const reach = { companyId: company.id, serviceAccountId: service.id };
  await database().serviceAccountTenant.create({ data: { ...reach, tenantId: tenant.id } });
  await database().serviceAccountVirtualServer.create({ data: { ...reach, virtualServerId: server.id } });
  const key = await makeKey(company.id, { kind: 'USER', id: person.id });
  await makeKey(company.id, { kind: 'SERVICE_ACCOUNT', id: service.id });
  await database().keyIpRange.create({
    data: { companyId: company.id, keyId: key.id, range: '203.0.113.0/24', position: 0 },
  });
  return { company, person, service, tenant, server, key };
}

/** The tables of the lookup by the name that it gives them. */
const TABLES: Record<string, string> = {
  r: 'key_credential',
  k: 'api_key',
  c: 'company',
  y: 'key_policy',
  p: 'person',
  s: 'service_account',
  i: 'key_ip_range',
  t: 'tenant',
  v: 'virtual_server',
  x: 'service_account_tenant',
};

/** Written by the verifiers themselves: what they saw counts for them before the row does. */
const NOT_TOLD = new Set(['u.last_used_at', 'u.key_id']);
/** Who somebody is does not change: references hang on it, and the database refuses. */
const IDENTITIES = new Set([
  'id',
  'company_id',
  'key_id',
  'owner_kind',
  'owner_id',
  'owner_person_id',
  'owner_service_account_id',
  'service_account_id',
  'tenant_id',
  'virtual_server_id',
]);

function readColumns(): string[] {
  const found = FIND_FOR_VERIFICATION.matchAll(/\b([a-z])\.([a-z_]+)\b/g);
  return [...new Set([...found].map(([whole]) => whole))].filter((column) => !NOT_TOLD.has(column));
}

const OTHER: Record<string, string> = {
  text: "coalesce(#, '') || 'x'",
  bytea: "'\\x00'::bytea || substring(# from 2)",
  boolean: 'NOT #',
  integer: 'coalesce(#, 0) + 1',
  'timestamp with time zone': "coalesce(# + interval '1 hour', '2026-01-01T00:00:00Z')",
};

test('a change of any column that the lookup reads is told', async () => {
  await makeScene();
  const columns = readColumns();
  expect(columns.length).toBeGreaterThan(25);
  const silent: string[] = [];
  for (const column of columns) {
    const [alias = '', name = ''] = column.split('.');
    const table = TABLES[alias];
    expect([column, table]).not.toEqual([column, undefined]);
    if (table === undefined || IDENTITIES.has(name)) continue;
    if ((await toldOf(await rewrite(table, name))).length === 0) silent.push(column);
  }
  expect(silent).toEqual([]);
});

/** A statement that gives the column another value in one row that a verdict may read. */
async function rewrite(table: string, column: string): Promise<string> {
  const [{ type } = { type: '' }] = await database().$queryRaw<{ type: string }[]>`
    SELECT CASE WHEN data_type = 'USER-DEFINED' THEN udt_name ELSE data_type END AS type
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${table} AND column_name = ${column}`;
  const enums: Record<string, string> = {
    KeyAudience: `CASE # WHEN 'CLIENT' THEN 'BUSINESS_PROFILE' ELSE 'CLIENT' END::"KeyAudience"`,
    KeyAccess: `CASE # WHEN 'FULL' THEN 'SELECTED' ELSE 'FULL' END::"KeyAccess"`,
  };
  const other = (OTHER[type] ?? enums[type] ?? '').replaceAll('#', `"${column}"`);
  if (other === '') throw new Error(`no other value for ${table}.${column} of type ${type}`);
  // Checks hold some columns together.
  const together: Record<string, string> = {
    expires_at: `, expiration_date = '2026-01-01'`,
    mfa_enabled_at: `, totp_secret = '\\x00', secret_id = 'x'`,
  };
  const whole = `UPDATE "${table}" SET "${column}" = ${other}${together[column] ?? ''}`;
  return `${whole} WHERE ctid = (SELECT ctid FROM "${table}" LIMIT 1)`;
}

describe('what is told is as narrow as it can be:', () => {
  test('a key, its credentials and its addresses', async () => {
    const { key, company } = await makeScene();
    const told = [`k ${key.id}`];
    expect(await toldOf('UPDATE api_key SET disabled_at = created_at WHERE id = $1', [key.id])).toEqual(told);
    expect(await toldOf('UPDATE key_credential SET retired_at = created_at WHERE key_id = $1', [key.id])).toEqual(told);
    expect(await toldOf('DELETE FROM key_ip_range WHERE key_id = $1', [key.id])).toEqual(told);
    const range = 'INSERT INTO key_ip_range (company_id, key_id, range, position) VALUES ($1, $2, $3, 1)';
    expect(await toldOf(range, [company.id, key.id, '198.51.100.0/24'])).toEqual(told);
  });

  test('an owner, for what concerns all of their keys', async () => {
    const { person, service, tenant } = await makeScene();
    const deactivate = (table: string) => `UPDATE ${table} SET deactivated_at = created_at WHERE id = $1`;
    expect(await toldOf(deactivate('person'), [person.id])).toEqual([`o ${person.id}`]);
    expect(await toldOf(deactivate('service_account'), [service.id])).toEqual([`o ${service.id}`]);
    expect(await toldOf('DELETE FROM service_account_tenant WHERE tenant_id = $1', [tenant.id])).toEqual([
      `o ${service.id}`,
    ]);
  });

  test('a company, for its policy and its tenants', async () => {
    const { company, tenant } = await makeScene();
    const told = [`c ${company.id}`];
    expect(await toldOf('UPDATE key_policy SET requires_mfa = false WHERE company_id = $1', [company.id])).toEqual(
      told,
    );
    expect(await toldOf(`UPDATE tenant SET slug = 'beta' WHERE id = $1`, [tenant.id])).toEqual(told);
  });

  test('that there are new credentials', async () => {
    const { company } = await makeScene();
    await connection.query('SELECT 1');
    heard = [];
    await makeKey(company.id, { kind: 'COMPANY', id: company.id });
    await connection.query('SELECT 1');
    expect(heard).toEqual(['n']);
  });

  test('nothing, for what no verdict reads', async () => {
    const { key, person, company } = await makeScene();
    expect(await toldOf(`UPDATE api_key SET description = 'x', version = 7 WHERE id = $1`, [key.id])).toEqual([]);
    expect(await toldOf(`UPDATE person SET name = 'x', has_key_management = false WHERE id = $1`, [person.id])).toEqual(
      [],
    );
    expect(await toldOf('UPDATE key_policy SET keys_per_owner = 3 WHERE company_id = $1', [company.id])).toEqual([]);
    const use = 'INSERT INTO key_last_use (key_id, company_id, last_used_at) VALUES ($1, $2, now())';
    expect(await toldOf(use, [key.id, company.id])).toEqual([]);
  });
});

describe('of many changes in one statement', () => {
  test('up to fifty keys are named, then their owners, then their companies', async () => {
    const { company, person } = await makeScene();
    for (let index = 0; index < 49; index += 1) await makeKey(company.id, { kind: 'USER', id: person.id });
    const all = 'UPDATE api_key SET disabled_at = created_at WHERE company_id = $1';
    const of = `${all} AND owner_id = $2`;
    const [named] = await toldOf(of, [company.id, person.id]);
    expect(named?.split(' ')).toHaveLength(51);
    await toldOf(of.replace('created_at WHERE', 'NULL WHERE'), [company.id, person.id]);
    await makeKey(company.id, { kind: 'USER', id: person.id });
    expect(await toldOf(of, [company.id, person.id])).toEqual([`o ${person.id}`]);
    await toldOf(of.replace('created_at WHERE', 'NULL WHERE'), [company.id, person.id]);
    for (let index = 0; index < 50; index += 1) {
      const one = await makePerson(company.id, `p${index}@${company.slug}.example`);
      await makeKey(company.id, { kind: 'USER', id: one.id });
    }
    expect(await toldOf(all, [company.id])).toEqual([`c ${company.id}`]);
  });

  test('a change of owners tells of the old and of the new ones', async () => {
    const { company, person } = await makeScene();
    const heir = await makePerson(company.id, `heir@${company.slug}.example`);
    for (let index = 0; index < 60; index += 1) await makeKey(company.id, { kind: 'USER', id: person.id });
    const give = 'UPDATE api_key SET owner_id = $1, owner_person_id = $1 WHERE owner_id = $2';
    const [told = ''] = await toldOf(give, [heir.id, person.id]);
    expect(told.split(' ').sort()).toEqual(['o', heir.id, person.id].sort());
  });

  test('keys that are gone have no owner any more: their company is told of', async () => {
    const { company } = await makeScene();
    for (let index = 0; index < 60; index += 1) await makeKey(company.id, { kind: 'COMPANY', id: company.id });
    const remove = `WITH gone AS (DELETE FROM key_credential WHERE company_id = $1 RETURNING key_id),
      ranges AS (DELETE FROM key_ip_range WHERE company_id = $1) DELETE FROM api_key WHERE id IN (SELECT key_id FROM gone)`;
    const told = await toldOf(remove, [company.id]);
    expect(told).toContain(`c ${company.id}`);
  });

  test('a credential, an address that goes to another key tells of both', async () => {
    const { company, person, key } = await makeScene();
    const other = await makeKey(company.id, { kind: 'USER', id: person.id });
    const both = ['k', key.id, other.id].sort();
    for (const table of ['key_ip_range', 'key_credential']) {
      const [told = ''] = await toldOf(`UPDATE ${table} SET key_id = $1 WHERE key_id = $2`, [other.id, key.id]);
      expect(told.split(' ').sort()).toEqual(both);
    }
  });

  test('of a table that is emptied, everything', async () => {
    await makeScene();
    expect(await toldOf('TRUNCATE key_ip_range')).toEqual(['*']);
  });
});
