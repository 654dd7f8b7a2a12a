import type pg from 'pg';
import { type Instant, toDate, toInstant } from '@/lib/kernel/instant';
import type { Rotation, ScheduledKey } from './signing-key-schedule';

/** A row of `signing_key`: the public half as a JWK, the private one as PKCS #8, sealed with the id as additional data. */
export type StoredKey = ScheduledKey & { publicJwk: Record<string, unknown>; privateKey: Uint8Array };

type Row = {
  id: string;
  public_jwk: Record<string, unknown>;
  private_key: Buffer;
  secret_id: string;
  active_from: number;
};

/** No other lock of ours has this number. */
const ROTATION_LOCK = 7_262_018;

const READ = `SELECT id, public_jwk, private_key, secret_id,
  (extract(epoch FROM active_from) * 1000)::float8 AS active_from FROM signing_key ORDER BY signing_key.active_from, id`;
const INSERT = `INSERT INTO signing_key (id, public_jwk, private_key, secret_id, created_at, active_from)
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** In the order in which they sign. */
export async function readSigningKeys(connection: Pick<pg.Pool, 'query'>): Promise<StoredKey[]> {
  const { rows } = await connection.query<Row>(READ);
  return rows.map((row) => ({
    id: row.id,
    publicJwk: row.public_jwk,
    privateKey: row.private_key,
    secretId: row.secret_id,
    activeFrom: toInstant(row.active_from),
  }));
}

/**
 * Reads, plans and does it while no other process rotates, so that of any number of verifiers one makes the key and all of
 * them see it.
 *
 * @param fresh a key for the case that one is to be made; without, that waits for the next time
 * @returns the keys as they are now
 */
export async function rotateSigningKeys(
  pool: pg.Pool,
  fresh: Omit<StoredKey, 'activeFrom'> | null,
  plan: (keys: readonly StoredKey[]) => Rotation,
  now: Instant,
): Promise<StoredKey[]> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('BEGIN');
    await connection.query('SELECT pg_advisory_xact_lock($1)', [ROTATION_LOCK]);
    const { next, gone } = plan(await readSigningKeys(connection));
    if (gone.length > 0) await connection.query('DELETE FROM signing_key WHERE id = ANY ($1)', [gone]);
    if (next !== null && fresh !== null) {
      const { id, publicJwk, privateKey, secretId } = fresh;
      const instants = [toDate(now), toDate(next.activeFrom)];
      await connection.query(INSERT, [id, JSON.stringify(publicJwk), privateKey, secretId, ...instants]);
    }
    const keys = await readSigningKeys(connection);
    await connection.query('COMMIT');
    return keys;
  } catch (error) {
    // Without its connection the transaction is over, whatever state it was in.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    connection.release(broken);
  }
}
