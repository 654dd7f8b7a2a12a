import type pg from 'pg';

/**
 * Fills tables without indexes that are kept up row by row, on which hours would be spent; they are made anew at the end.
 * Unique ones stay, since references hang on them.
 */
export async function withoutIndexes(
  connection: pg.Client,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows: indexes } = await connection.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY($1::regclass[]) AND NOT indisunique`,
    [tables],
  );
  for (const { name } of indexes) await connection.query(`DROP INDEX ${name}`);
  try {
    await fill();
  } finally {
    for (const { definition } of indexes) await connection.query(definition);
  }
}
