import type { Queryable } from './migrations';
import { tablesWithSecrets } from './start-checks';

/** How many rows of a table hang on a secret, by the id that `Keyring` gives it. */
export type SecretUse = { table: string; secretId: string; rows: number };

/** Counts them all, in the tables of the catalogue that have a `secret_id`: a new one cannot be forgotten here. */
export async function countSecretUses(client: Queryable): Promise<SecretUse[]> {
  const uses: SecretUse[] = [];
  for (const table of await tablesWithSecrets(client)) {
    const { rows } = await client.query<{ id: string; rows: string }>(
      `SELECT secret_id AS id, count(*) AS rows FROM ${table} WHERE secret_id IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    uses.push(...rows.map((row) => ({ table, secretId: row.id, rows: Number(row.rows) })));
  }
  return uses;
}

/** What moves rows of a table to the current secret, for whoever waits to drop an earlier one. */
const MOVES: Record<string, string> = {
  audit_event: 'never moves: without its secret a row can no longer be checked',
  key_credential: 'moves when the key is regenerated',
  mfa_enrolment: 'gone within 15 minutes',
  outbox_mail: 'gone once sent',
  person: 'moves at the next sign-in with a code',
  recovery_code: 'moves with new codes',
  signing_key: 'gone within 25 hours, once its successor signs',
};

/** Lines for the person at the machine; `ids` are the current secret's and then the earlier ones'. */
export function describeSecretUses(uses: readonly SecretUse[], ids: readonly string[]): string[] {
  const [current] = ids;
  const role = (id: string) => (id === current ? 'current' : ids.includes(id) ? 'earlier' : 'UNKNOWN');
  const lines = uses.map(({ table, secretId, rows }) => {
    const note = secretId === current ? '' : `  ${MOVES[table] ?? ''}`;
    return `${table.padEnd(18)} ${secretId} ${role(secretId).padEnd(8)} ${String(rows).padStart(9)}${note}`.trimEnd();
  });
  const old = uses.filter(({ secretId }) => secretId !== current);
  if (old.length === 0)
    return [...lines, 'Nothing hangs on an earlier secret: KEYDESK_SECRET_PREVIOUS can be emptied.'];
  const count = old.reduce((sum, { rows }) => sum + rows, 0);
  const needed = [...new Set(old.map(({ secretId }) => secretId))].join(', ');
  return [...lines, `${count} rows hang on earlier secrets (${needed}): keep them in KEYDESK_SECRET_PREVIOUS.`];
}
