import { Prisma } from '@/generated/prisma/client';
import { type Instant, toDate } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import type { KeyRecord } from '../dto';
import { KEY_COLUMNS, KEY_JOINS, type KeyRow, keyFromRow } from '../store';

/** A key with what its audit row and its mail need. */
export type BulkKey = KeyRecord & {
  /** Null where no person owns it. */
  personId: string | null;
  serviceAccountUserId: string | null;
  person: { id: string; name: string; email: string } | null;
  isOwnerActive: boolean;
  timeZone: string;
};

type Row = KeyRow & {
  personId: string | null;
  serviceAccountUserId: string | null;
  personName: string | null;
  email: string | null;
  isOwnerActive: boolean;
  timeZone: string;
};

/**
 * Locks the keys in the order of their ids, then reads them: two statements, so that what was waited for is seen. Their
 * listings are locked as well, before the triggers get there in no order: the verifier writes last uses in this one.
 */
export async function lockKeys(tx: Tx, companyId: string, items: readonly { id: string }[]): Promise<BulkKey[]> {
  const ids = items.map(({ id }) => id);
  const ours = Prisma.sql`company_id = ${companyId}`;
  await tx.$queryRaw`
    SELECT id FROM api_key WHERE ${ours} AND id = ANY(${ids}) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT key_id FROM key_listing WHERE ${ours} AND key_id = ANY(${ids}) ORDER BY key_id FOR UPDATE`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${KEY_COLUMNS}, p.id AS "personId", p.name AS "personName", p.email, s.user_id AS "serviceAccountUserId",
      coalesce(p.deactivated_at, s.deactivated_at, o.deactivated_at) IS NULL AS "isOwnerActive", o.time_zone AS "timeZone"
    FROM api_key k JOIN company o ON o.id = k.company_id
    LEFT JOIN person p ON p.company_id = k.company_id AND p.id = k.owner_person_id
    LEFT JOIN service_account s ON s.company_id = k.company_id AND s.id = k.owner_service_account_id ${KEY_JOINS}
    WHERE k.company_id = ${companyId} AND k.id = ANY(${ids}) AND k.deleted_at IS NULL ORDER BY k.id`;
  return rows.map(bulkKey);
}

function bulkKey(row: Row): BulkKey {
  const { personId, personName, email, serviceAccountUserId, isOwnerActive, timeZone } = row;
  const isPerson = personId !== null && personName !== null && email !== null;
  const person = isPerson ? { id: personId, name: personName, email } : null;
  return { ...keyFromRow(row), personId, serviceAccountUserId, person, isOwnerActive, timeZone };
}

/** Of keys that `lockKeys` answered, in the same transaction. */
export async function disableKeys(tx: Tx, companyId: string, keys: readonly BulkKey[], at: Instant): Promise<void> {
  await tx.apiKey.updateMany({
    where: { companyId, id: { in: keys.map(({ id }) => id) }, deletedAt: null },
    data: { disabledAt: toDate(at), version: { increment: 1 } },
  });
}

/** Tombstones, whose credentials are as good as unknown. Of keys that `lockKeys` answered, in the same transaction. */
export async function deleteKeys(tx: Tx, companyId: string, keys: readonly BulkKey[], at: Instant): Promise<void> {
  const ids = keys.map(({ id }) => id);
  await tx.apiKey.updateMany({
    where: { companyId, id: { in: ids }, deletedAt: null },
    data: { deletedAt: toDate(at), version: { increment: 1 } },
  });
  await tx.keyCredential.updateMany({
    where: { companyId, keyId: { in: ids }, retiredAt: null },
    data: { retiredAt: toDate(at) },
  });
}
