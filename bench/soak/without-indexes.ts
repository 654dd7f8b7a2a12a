import type pg from 'pg';

/** What many rows are written to. */
const TABLES = ['api_key', 'key_credential', 'key_last_use', 'key_ip_range', 'key_listing', 'audit_event'];

/**
 * Fills tables without triggers, checks of references, and indexes that are kept up row by row: hours would be spent on them.
 * The indexes are made anew at the end. @param connection the superuser's, which alone may do so
 */
export async function withoutUpkeep(connection: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await connection.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY($1::regclass[]) AND NOT indisunique`,
    [TABLES],
  );
  await connection.query("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off");
  for (const { name } of indexes) await connection.query(`DROP INDEX ${name}`);
  await connection.query('SET session_replication_role = replica');
  try {
    await fill();
  } finally {
    await connection.query('RESET session_replication_role');
    for (const { definition } of indexes) await connection.query(definition);
  }
}
