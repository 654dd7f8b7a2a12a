import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { assertMigrated, migrate } from './migrations';

let dir: string;
let url: string;
let database: string;

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client(inject('superuserUrl'));
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

async function query<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<Row>(statement).finally(() => client.end());
  return rows;
}

function writeMigration(name: string, sql: string): void {
  fs.mkdirSync(path.join(dir, name), { recursive: true });
  fs.writeFileSync(path.join(dir, name, 'migration.sql'), sql);
}

async function checkMigrated(): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await assertMigrated(client, dir).finally(() => client.end());
}

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(tmpdir(), 'keydesk-migrations-'));
  database = `migrations_${randomBytes(4).toString('hex')}`;
  await asAdmin(`CREATE DATABASE ${database} OWNER keydesk_app`);
  const own = new URL(inject('appUrl'));
  own.pathname = `/${database}`;
  url = own.href;
  writeMigration('1_init', 'CREATE TABLE a (id int); CREATE TABLE b (id int);');
  writeMigration('2_more', 'ALTER TABLE a ADD COLUMN name text;');
});

afterEach(async () => {
  fs.rmSync(dir, { recursive: true });
  await asAdmin(`DROP DATABASE ${database} WITH (FORCE)`);
});

describe('migrate', () => {
  it('applies each file once when ten start at once on an empty database', async () => {
    const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(url, dir)));
    expect(applied.flat()).toEqual(['1_init', '2_more']);
    expect(await query('SELECT id, name FROM a')).toEqual([]);
    await checkMigrated();
  });

  it('applies only what was added since', async () => {
    await migrate(url, dir);
    writeMigration('3_later', 'CREATE TABLE c (id int)');
    await expect(checkMigrated()).rejects.toThrow('migration 3_later has not been applied');
    expect(await migrate(url, dir)).toEqual(['3_later']);
  });

  it('writes rows as Prisma does', async () => {
    await migrate(url, dir);
    const rows = await query(
      'SELECT length(id) AS id, length(checksum) AS checksum, applied_steps_count, finished_at IS NOT NULL AS done FROM "_prisma_migrations"',
    );
    expect(rows).toEqual(Array(2).fill({ id: 36, checksum: 64, applied_steps_count: 1, done: true }));
  });

  it('leaves nothing of a file that fails half-way', async () => {
    writeMigration('3_broken', 'CREATE TABLE c (id int); SELECT nonsense;');
    await expect(migrate(url, dir)).rejects.toThrow(
      /^migration 3_broken: column "nonsense" does not exist at character/,
    );
    expect(await query(`SELECT to_regclass('c') AS c`)).toEqual([{ c: null }]);
    expect(await query('SELECT migration_name FROM "_prisma_migrations" ORDER BY 1')).toHaveLength(2);
  });

  it('runs a file marked "-- no-transaction" statement by statement', async () => {
    writeMigration(
      '3_index',
      '-- no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE INDEX CONCURRENTLY b_id ON b (id);',
    );
    expect(await migrate(url, dir)).toContain('3_index');
    expect(await query(`SELECT indexname FROM pg_indexes WHERE indexname IN ('a_id', 'b_id')`)).toHaveLength(2);
  });

  it('refuses to go on after such a file stopped half-way', async () => {
    writeMigration('3_half', '-- no-transaction\nCREATE TABLE c (id int);\nSELECT nonsense;');
    await expect(migrate(url, dir)).rejects.toThrow('nonsense');
    await expect(migrate(url, dir)).rejects.toThrow('migration 3_half was started and never finished');
  });

  it.each<[string, () => void, string]>([
    ['an edited file', () => writeMigration('1_init', '-- other'), 'migration 1_init was edited after it was applied'],
    [
      'a missing file',
      () => fs.rmSync(path.join(dir, '2_more'), { recursive: true }),
      'migration 2_more is in the database but not in',
    ],
    [
      'a file before the last',
      () => writeMigration('1_late', 'SELECT 1'),
      'migration 1_late is older than the last applied one, 2_more',
    ],
  ])('refuses %s', async (_name, change, message) => {
    await migrate(url, dir);
    change();
    await expect(migrate(url, dir)).rejects.toThrow(message);
    await expect(checkMigrated()).rejects.toThrow(message);
  });
});
