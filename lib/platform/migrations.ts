import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { splitStatements } from './sql-statements';

/** A migration that stops the start: edited, missing, unfinished, out of order, or refused by the database. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Anything that runs a query: a client, a pool's client or the pool. */
export type Queryable = pg.ClientBase | pg.Pool;

type MigrationFile = { name: string; sql: string; checksum: string };
type AppliedRow = { migration_name: string; checksum: string; finished_at: unknown };

/** Below the project's folder, which is every program's working directory. */
export const MIGRATIONS_DIR = 'prisma/migrations';

/** The number that Prisma's own engine locks: `prisma migrate` and we can never run at once. */
const ADVISORY_LOCK = 72_707_369;
/** Waiting for another starter's migration may take as long as that migration does. */
const QUEUE_TIMEOUT_MS = 15 * 60 * 1000;
/** Waiting for a table may not: behind a waiting ALTER TABLE every reader queues as well. */
const TABLE_LOCK_TIMEOUT_MS = 60 * 1000;

// Exactly as Prisma makes and fills it, so that its own tools agree about what has been applied.
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;
const INSERT_FINISHED = `INSERT INTO "_prisma_migrations"
  (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`;
const INSERT_STARTED = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, now())`;
const FINISH = `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = $2 WHERE id = $1`;

/**
 * Applies what is pending, one transaction for each file; a file whose first line is `-- no-transaction` runs statement
 * by statement (for `CREATE INDEX CONCURRENTLY`). Any number of programs may call this at once: one works, the others
 * wait and find it done.
 * @returns the names of what this call applied
 * @throws MigrationError before anything is applied when the files and the database disagree
 */
export async function migrate(databaseUrl: string, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const files = readMigrationFiles(dir);
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: `-c TimeZone=UTC -c statement_timeout=0 -c lock_timeout=${QUEUE_TIMEOUT_MS}`,
    connectionTimeoutMillis: 10_000,
    application_name: 'keydesk-migrate',
  });
  client.on('error', () => {}); // The query under way rejects; the event alone would end the process.
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(`SET lock_timeout = ${TABLE_LOCK_TIMEOUT_MS}`);
    await client.query(CREATE_TABLE);
    const pending = findPending(files, await readApplied(client), dir);
    for (const file of pending) await apply(client, file);
    return pending.map((file) => file.name);
  } finally {
    await client.end(); // Ends the session, and with it the advisory lock, also after a crash of this process.
  }
}

/**
 * For programs that do not migrate: refuses a database that is behind, ahead of, or different from `dir`.
 * @throws MigrationError
 */
export async function assertMigrated(client: Queryable, dir: string = MIGRATIONS_DIR): Promise<void> {
  const table = await client.query<{ name: string | null }>(`SELECT to_regclass('"_prisma_migrations"')::text AS name`);
  const applied = (table.rows[0]?.name ?? null) === null ? [] : await readApplied(client);
  const [pending] = findPending(readMigrationFiles(dir), applied, dir);
  if (pending !== undefined) throw new MigrationError(`migration ${pending.name} has not been applied`);
}

function readMigrationFiles(dir: string): MigrationFile[] {
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const bytes = fs.readFileSync(path.join(dir, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readApplied(client: Queryable): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return rows;
}

function findPending(files: readonly MigrationFile[], applied: readonly AppliedRow[], dir: string): MigrationFile[] {
  for (const row of applied) {
    const name = row.migration_name;
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) throw new MigrationError(`migration ${name} is in the database but not in ${dir}`);
    if (file.checksum !== row.checksum) throw new MigrationError(`migration ${name} was edited after it was applied`);
    if (row.finished_at === null) {
      throw new MigrationError(
        `migration ${name} was started and never finished: undo by hand what it did, then set rolled_back_at of its row in _prisma_migrations`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  const last = [...done].sort().at(-1) ?? '';
  const pending = files.filter((file) => !done.has(file.name));
  const late = pending.find((file) => file.name < last);
  if (late !== undefined)
    throw new MigrationError(`migration ${late.name} is older than the last applied one, ${last}`);
  return pending;
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    if (/^-- no-transaction\s*$/m.test(file.sql.split('\n', 1)[0] ?? '')) await applyByStatement(client, file);
    else await applyAtOnce(client, file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const position = cause instanceof pg.DatabaseError && cause.position ? ` at character ${cause.position}` : '';
    throw new MigrationError(`migration ${file.name}: ${reason}${position}`, { cause });
  }
}

async function applyAtOnce(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(file.sql); // Without parameters, which is what allows several statements.
    await client.query(INSERT_FINISHED, [randomUUID(), file.checksum, file.name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The connection may be gone, and the transaction with it.
    throw error;
  }
}

/** Its row is written first, so that a kill between two statements is found at the next start and not run over. */
async function applyByStatement(client: pg.Client, file: MigrationFile): Promise<void> {
  const id = randomUUID();
  const statements = splitStatements(file.sql);
  await client.query(INSERT_STARTED, [id, file.checksum, file.name]);
  for (const statement of statements) await client.query(statement);
  await client.query(FINISH, [id, statements.length]);
}
