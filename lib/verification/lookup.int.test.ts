import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { config } from '@/lib/platform/config';
import { randomBytes } from '@/lib/platform/random';
import { FIND_FOR_VERIFICATION, FIND_MANY, lookup, lookupMany } from './lookup';
import { type MadeKey, makeCompany, makeKey } from './test-keys';
import { UnreadableRow } from './verification-record';
import { openVerifierPool } from './verifier-pool';

let pool: pg.Pool;
let key: MadeKey;

beforeAll(async () => {
  pool = openVerifierPool(config().databaseUrl ?? '');
  const company = await makeCompany('northwind');
  key = await makeKey(company.id, { kind: 'COMPANY', id: company.id });
  await fill(company.id);
});
afterAll(() => pool.end());

/** The Access Key of the first of them: md5 of '1'. */
const MADE_BY_FILL = 'kdp_c4ca4238a0b923820dcc509a6f75849b';

/** Enough rows in every table that reading one whole would be the worse plan, were it possible to avoid it. */
async function fill(companyId: string): Promise<void> {
  // A connection without the verifier's time limits, which are for single verdicts.
  const connection = new pg.Client(config().databaseUrl);
  await connection.connect();
  const many = 'FROM generate_series(1, 3000) n';
  for (const statement of [
    `INSERT INTO api_key (id, company_id, owner_kind, owner_id, name, name_key, audience, access, created_at, issued_at, version)
     SELECT 'key_' || n, $1, 'COMPANY', $1, n, n, 'CLIENT', 'FULL', '2026-01-01', '2026-01-01', 1 ${many}`,
    `INSERT INTO key_credential (id, company_id, key_id, access_key, valid_from, created_at)
     SELECT 'crd_' || n, $1, 'key_' || n, 'kdp_' || md5(n::text), '2026-01-01', '2026-01-01' ${many}`,
    `INSERT INTO key_last_use (key_id, company_id, last_used_at) SELECT 'key_' || n, $1, '2026-01-01' ${many}`,
    `INSERT INTO key_ip_range (company_id, key_id, range, position) SELECT $1, 'key_' || n, '10.0.0.0/8', 0 ${many}`,
    `INSERT INTO person (id, company_id, email, email_key, name, appearance, is_administrator, is_installation_operator,
       has_key_management, created_at) SELECT 'usr_' || n, $1, n, n, n, 'DARK', false, false, true, '2026-01-01' ${many}`,
    `INSERT INTO service_account (id, company_id, user_id, user_id_key, name, created_at)
     SELECT 'sva_' || n, $1, n, n, n, '2026-01-01' ${many}`,
    `INSERT INTO tenant (id, company_id, slug, name, created_at) SELECT 'tnt_' || n, $1, n, n, '2026-01-01' ${many}`,
    `INSERT INTO virtual_server (id, company_id, tenant_id, slug, name, created_at)
     SELECT 'vsr_' || n, $1, 'tnt_' || n, n, n, '2026-01-01' ${many}`,
    `INSERT INTO service_account_tenant SELECT $1, 'sva_' || n, 'tnt_' || n ${many}`,
    `INSERT INTO service_account_virtual_server SELECT $1, 'sva_' || n, 'vsr_' || n ${many}`,
  ]) {
    await connection.query(statement, [companyId]);
  }
  await connection.query('ANALYZE');
  await connection.end();
}

const INDEXES = [
  'key_credential_access_key_key',
  'api_key_pkey',
  'person_pkey',
  'service_account_pkey',
  'key_last_use_pkey',
  'key_ip_range_pkey',
  'service_account_tenant_pkey',
  'service_account_virtual_server_pkey',
];

/** The plan that is kept for any values. */
async function planOf(statement: string, type: string, value: string): Promise<string> {
  const connection = await pool.connect();
  await connection.query('SET plan_cache_mode = force_generic_plan');
  await connection.query(`PREPARE verdict (${type}) AS ${statement}`);
  const { rows } = await connection.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE verdict (${value})`);
  connection.release(true);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('the statement of a verdict', () => {
  it.each([
    ['of one key', FIND_FOR_VERIFICATION, 'text', () => `'${key.accessKey}'`],
    ['of many', FIND_MANY, 'text[]', () => `ARRAY['${key.accessKey}', 'kd_0']`],
  ])('%s reads by indexes alone, also in the plan that is kept for any values', async (_, statement, type, value) => {
    const plan = await planOf(statement, type, value());
    for (const index of INDEXES) expect(plan).toContain(index);
    // The two tables with one row for each company: here that is a single page, which is read as it is.
    const whole = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table);
    expect(whole.filter((table) => table !== 'company' && table !== 'key_policy')).toEqual([]);
  });

  it('finds the key that was asked for, and never its neighbour', async () => {
    const find = lookup(pool);
    expect(await find(key.accessKey)).toMatchObject({ accessKey: key.accessKey, keyId: key.id });
    for (const unknown of [issueSecretCredential(randomBytes).accessKey, 'kd_0', 'a', 'zz', `${key.accessKey}0`]) {
      expect(await find(unknown)).toBeNull();
    }
  });

  it('does the same work for an unknown key, below the lowest and above the highest included', async () => {
    for (const accessKey of [key.accessKey, 'a', 'kdp_8', 'zz']) {
      const { rowCount } = await pool.query(FIND_FOR_VERIFICATION, [accessKey]);
      expect(rowCount).toBe(1);
    }
  });
});

describe('a lookup of many', () => {
  it.each([1, 8, 50])('of %d keys is planned once for all times', async (many) => {
    const connection = await pool.connect();
    const accessKeys = Array.from({ length: many }, (_, index) => (index === 0 ? key.accessKey : `kd_${index}`));
    for (let asked = 0; asked < 9; asked += 1) await lookupMany(connection)(accessKeys);
    const { rows } = await connection.query<{ generic_plans: string }>(
      `SELECT generic_plans FROM pg_prepared_statements WHERE name = 'find-many'`,
    );
    connection.release(true);
    expect(Number(rows[0]?.generic_plans)).toBeGreaterThan(0);
  });

  it('finds of each what is found of it alone, and nothing of those that nobody has', async () => {
    const company = await makeCompany('southwind');
    const accountKey = await makeKey(company.id, { kind: 'COMPANY', id: company.id });
    const asked = ['kd_0', key.accessKey, accountKey.accessKey, 'zz'];
    const found = await lookupMany(pool)(asked);
    expect([...found.keys()].sort()).toEqual([key.accessKey, accountKey.accessKey].sort());
    const find = lookup(pool);
    for (const accessKey of found.keys()) expect(found.get(accessKey)).toEqual(await find(accessKey));
    expect(await lookupMany(pool)([])).toEqual(new Map());
  });

  it('tells which row cannot be understood, and reads the others', async () => {
    await pool.query(`UPDATE api_key SET not_accessed_period = 'P3M' WHERE id = $1`, [key.id]);
    const found = await lookupMany(pool)([key.accessKey, MADE_BY_FILL]);
    expect(found.get(key.accessKey)).toBeInstanceOf(UnreadableRow);
    expect([...found.values()].filter((one) => !(one instanceof UnreadableRow))).toHaveLength(1);
    await pool.query(`UPDATE api_key SET not_accessed_period = NULL WHERE id = $1`, [key.id]);
  });
});

describe('a lookup', () => {
  it('is refused for a row that cannot be understood', async () => {
    await pool.query(`UPDATE api_key SET not_accessed_period = 'P3M' WHERE id = $1`, [key.id]);
    await expect(lookup(pool)(key.accessKey)).rejects.toThrow('malformed period');
    await expect(lookup(pool)(key.accessKey)).rejects.toBeInstanceOf(UnreadableRow);
    await pool.query(`UPDATE api_key SET not_accessed_period = NULL WHERE id = $1`, [key.id]);
    await pool.query(`INSERT INTO key_ip_range SELECT company_id, id, '10.0.0.0/99', 0 FROM api_key WHERE id = $1`, [
      key.id,
    ]);
    await expect(lookup(pool)(key.accessKey)).rejects.toThrow('malformed address range');
  });
});
