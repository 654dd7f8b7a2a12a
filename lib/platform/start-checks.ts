import pg from 'pg';
import { systemClock } from './clock';
import type { Config } from './config';
import { migrate, type Queryable } from './migrations';
import { ConfigError } from './setting-values';

/** A database that Keydesk must not run on. The message is one line for the person who starts it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Beyond this, expiry "to the millisecond" means something else in two processes. */
export const LARGEST_SKEW_MS = 30_000;
const OLDEST_SERVER = 150_000;

type PrepareOptions = {
  /** Ids of KEYDESK_SECRET and KEYDESK_SECRET_PREVIOUS, as rows store them. */
  knownSecretIds: readonly string[];
  /** `npm start` refuses a database that holds demo data; the demo's own processes do not. */
  refuseDemo?: boolean;
};

/**
 * What every program does before it serves: migrate what is pending, then check that this database is one to run on.
 * @throws ConfigError, MigrationError or StartRefused, each with one line for the person who starts it
 */
export async function prepareDatabase(config: Config, options: PrepareOptions): Promise<void> {
  const { databaseUrl, listenUrl } = config;
  if (databaseUrl === undefined) throw new ConfigError('DATABASE_URL is not set');
  // The direct way, where there is one: a transaction pooler cannot hold the session lock of the migrations.
  await migrate(listenUrl ?? databaseUrl);
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: '-c TimeZone=UTC',
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
  });
  client.on('error', () => {}); // The query under way rejects; the event alone would end the process.
  await client.connect();
  try {
    await assertServerVersion(client);
    await assertUtc(client);
    await assertClocksAgree(client, config.nowOffsetMs);
    if (options.refuseDemo === true) await assertNotDemo(client);
    await assertSecretsKnown(client, options.knownSecretIds);
  } finally {
    await client.end();
  }
}

export async function assertServerVersion(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Number(rows[0]?.server_version_num);
  if (!(version >= OLDEST_SERVER)) throw new StartRefused('DATABASE_URL: PostgreSQL 15 or later is required');
}

/** A pooler may drop the setting that our connections ask for; the driver would then store wrong instants. */
export async function assertUtc(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ TimeZone: string }>('SHOW TimeZone');
  const zone = rows[0]?.TimeZone;
  if (zone !== 'UTC') throw new StartRefused(`DATABASE_URL: connections have TimeZone ${zone}, not UTC`);
}

/**
 * How far this machine's clock is ahead of the database's, in milliseconds (negative: behind). The answer is uncertain
 * by half the round trip. The offset that tests add to our clock is no skew and is taken off.
 */
export async function measureClockSkew(client: Queryable, nowOffsetMs: number): Promise<number> {
  const before = systemClock.now();
  const { rows } = await client.query<{ milliseconds: string }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS milliseconds',
  );
  const after = systemClock.now();
  return Math.round((before + after) / 2 - nowOffsetMs - Number(rows[0]?.milliseconds));
}

export async function assertClocksAgree(client: Queryable, nowOffsetMs: number): Promise<void> {
  const skewMs = await measureClockSkew(client, nowOffsetMs);
  if (Math.abs(skewMs) <= LARGEST_SKEW_MS) return;
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  throw new StartRefused(
    `the clock is ${Math.abs(Math.round(skewMs / 1000))} s ${direction} the database's; set both right`,
  );
}

async function assertNotDemo(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ is_demo: boolean }>('SELECT is_demo FROM installation WHERE is_demo LIMIT 1');
  if (rows.length > 0) {
    throw new StartRefused(
      'this database holds demo data with known accounts: use another, or start it with npm run demo',
    );
  }
}

/**
 * Refuses to start without a secret that stored rows hang on: their keys would be NOT_FOUND and their codes wrong.
 * The tables are those of the catalogue that have a `secret_id`, so that a new one cannot be forgotten here.
 */
export async function assertSecretsKnown(client: Queryable, knownSecretIds: readonly string[]): Promise<void> {
  for (const table of await tablesWithSecrets(client)) {
    const unknown = (await secretIdsOf(client, table)).find((id) => !knownSecretIds.includes(id));
    if (unknown === undefined) continue;
    throw new StartRefused(
      `KEYDESK_SECRET: rows of ${table} need the secret with the id ${unknown}; give it as KEYDESK_SECRET, or in KEYDESK_SECRET_PREVIOUS`,
    );
  }
}

/** @returns names that are quoted and qualified as SQL needs them */
export async function tablesWithSecrets(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'secret_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY (current_schemas(false)))
      ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** There are one or two secrets and perhaps millions of rows: this leaps from one value to the next along an index. */
async function secretIdsOf(client: Queryable, table: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `WITH RECURSIVE ids AS (
       (SELECT secret_id FROM ${table} WHERE secret_id IS NOT NULL ORDER BY secret_id LIMIT 1)
       UNION ALL
       SELECT (SELECT t.secret_id FROM ${table} t WHERE t.secret_id > ids.secret_id ORDER BY t.secret_id LIMIT 1)
         FROM ids WHERE ids.secret_id IS NOT NULL)
     SELECT secret_id AS id FROM ids WHERE secret_id IS NOT NULL`,
  );
  return rows.map((row) => row.id);
}
