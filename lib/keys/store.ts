import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import { type Period, periodCode, storedPeriod } from '@/lib/kernel/period';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { Expiry } from './domain/expiry';
import type { KeyRecord } from './dto';
import type { OwnerScope } from './store-owner';

/** A key and what hangs on it, as one statement reads it. */
export type KeyRow = Omit<KeyRecord, 'group' | 'notAccessed' | Instants> & { [N in Instants]: Date | null } & {
  createdAt: Date;
  issuedAt: Date;
  groupId: string | null;
  groupName: string | null;
  notAccessedPeriod: string | null;
};
type Instants = 'createdAt' | 'issuedAt' | 'expiresAt' | 'lastUsedAt' | 'disabledAt';

/** What is read of k (api_key), and what hangs on it: `KEY_JOINS`. */
export const KEY_COLUMNS = Prisma.sql`
  k.id, k.owner_kind AS "ownerKind", k.owner_id AS "ownerId", k.name, k.description, k.audience, k.access, c.access_key AS "accessKey",
  k.group_id AS "groupId", g.name AS "groupName", k.created_at AS "createdAt", k.issued_at AS "issuedAt",
  k.expires_at AS "expiresAt", k.expiration_date AS "expirationDate", k.not_accessed_period AS "notAccessedPeriod",
  u.last_used_at AS "lastUsedAt", u.address AS "lastUsedAddress", k.disabled_at AS "disabledAt",
  k.rate_limit_per_minute AS "rateLimitPerMinute", k.version`;

/** A key that is not deleted has a credential in force, so the inner join loses none. */
export const KEY_JOINS = Prisma.sql`
  JOIN LATERAL (
    SELECT access_key FROM key_credential
    WHERE company_id = k.company_id AND key_id = k.id AND retired_at IS NULL ORDER BY valid_from DESC, id LIMIT 1) c ON true
  LEFT JOIN key_last_use u ON u.key_id = k.id
  LEFT JOIN key_group g ON g.company_id = k.company_id AND g.id = k.group_id`;

/** One statement, hence one snapshot: read in pieces, a key that is deleted meanwhile would be half there. */
async function selectKeys(db: Db | Tx, scope: OwnerScope, more: Prisma.Sql): Promise<KeyRecord[]> {
  const rows = await db.$queryRaw<KeyRow[]>`
    SELECT ${KEY_COLUMNS} FROM api_key k ${KEY_JOINS}
    WHERE k.company_id = ${scope.companyId} AND k.owner_kind = ${scope.ownerKind}::"OwnerKind" AND k.owner_id = ${scope.ownerId}
      AND k.deleted_at IS NULL ${more}`;
  return rows.map(keyFromRow);
}

export function keyFromRow(row: KeyRow): KeyRecord {
  return {
    id: row.id,
    ownerKind: row.ownerKind,
    ownerId: row.ownerId,
    name: row.name,
    description: row.description,
    audience: row.audience,
    access: row.access,
    accessKey: row.accessKey,
    group: row.groupId === null || row.groupName === null ? null : { id: row.groupId, name: row.groupName },
    createdAt: fromDate(row.createdAt),
    issuedAt: fromDate(row.issuedAt),
    expiresAt: fromNullableDate(row.expiresAt),
    expirationDate: row.expirationDate,
    notAccessed: row.notAccessedPeriod === null ? null : storedPeriod(row.notAccessedPeriod),
    lastUsedAt: fromNullableDate(row.lastUsedAt),
    lastUsedAddress: row.lastUsedAddress,
    disabledAt: fromNullableDate(row.disabledAt),
    rateLimitPerMinute: row.rateLimitPerMinute,
    version: row.version,
  };
}

/** The owner's keys that are not deleted, newest first, at most `limit`. */
export async function listKeys(db: Db, scope: OwnerScope, limit: number): Promise<KeyRecord[]> {
  return selectKeys(db, scope, Prisma.sql`ORDER BY k.created_at DESC, k.id DESC ${limitTo(limit)}`);
}

export async function findKey(db: Db | Tx, scope: OwnerScope, keyId: string): Promise<KeyRecord | null> {
  const [key] = await selectKeys(db, scope, Prisma.sql`AND k.id = ${keyId}`);
  return key ?? null;
}

/** At most one more than MOST_COUNTED, which is more than a policy lets an owner have. */
export async function countKeys(db: Db | Tx, scope: OwnerScope): Promise<number> {
  const { companyId, ownerKind, ownerId } = scope;
  // In no order, which Prisma would ask for: the first ten thousand are then counted without the others.
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT 1 FROM api_key WHERE company_id = ${companyId} AND owner_kind = ${ownerKind}::"OwnerKind"
      AND owner_id = ${ownerId} AND deleted_at IS NULL ${limitTo(MOST_COUNTED + 1)}) k`;
  return Number(row?.count ?? 0);
}

/** The owner's key of that name in its own spelling, or null. */
export async function findKeyNamed(
  db: Db | Tx,
  scope: OwnerScope,
  name: string,
): Promise<{ id: string; name: string } | null> {
  return db.apiKey.findFirst({
    where: { ...scope, nameKey: nameKey(name), deletedAt: null },
    select: { id: true, name: true },
  });
}

export type IssueColumns = { issuedAt: Instant; expiry: Expiry | null; notAccessed: Period | null };

function expiryColumns(expiry: Expiry | null) {
  return { expiresAt: expiry === null ? null : toDate(expiry.at), expirationDate: expiry?.date ?? null };
}

function issueColumns({ issuedAt, expiry, notAccessed }: IssueColumns) {
  return {
    issuedAt: toDate(issuedAt),
    ...expiryColumns(expiry),
    notAccessedPeriod: notAccessed === null ? null : periodCode(notAccessed),
  };
}

export type NewKey = {
  id: string;
  name: string;
  description: string | null;
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
  access: 'FULL' | 'SELECTED';
  groupId: string | null;
  createdById: string;
} & IssueColumns;

/** A new key without its credential. @throws the unique violation `api_key_owner_name`. */
export async function insertKey(tx: Tx, scope: OwnerScope, key: NewKey): Promise<void> {
  const { issuedAt, expiry, notAccessed, ...columns } = key;
  await tx.apiKey.create({
    data: {
      ...scope,
      ownerPersonId: scope.ownerKind === 'USER' ? scope.ownerId : null,
      ownerServiceAccountId: scope.ownerKind === 'SERVICE_ACCOUNT' ? scope.ownerId : null,
      ...columns,
      nameKey: nameKey(key.name),
      createdAt: toDate(issuedAt),
      version: 1,
      ...issueColumns({ issuedAt, expiry, notAccessed }),
    },
  });
}

export type NewCredential = {
  id: string;
  keyId: string;
  accessKey: string;
  /** Null for a publishable key, which is no secret. */
  secretHash: Uint8Array<ArrayBuffer> | null;
  secretId: string | null;
  at: Instant;
};

export async function insertCredential(tx: Tx, companyId: string, credential: NewCredential): Promise<void> {
  const { at, ...columns } = credential;
  await tx.keyCredential.create({ data: { companyId, ...columns, validFrom: toDate(at), createdAt: toDate(at) } });
}

/** Ends every credential of the key in force. */
export async function retireCredentials(tx: Tx, companyId: string, keyId: string, at: Instant): Promise<void> {
  await tx.keyCredential.updateMany({ where: { companyId, keyId, retiredAt: null }, data: { retiredAt: toDate(at) } });
}

/** The columns that a command may set. */
export type KeyChange =
  | { disabledAt: Instant | null }
  | { name: string; description?: string | null; groupId?: string | null; rateLimitPerMinute?: number | null }
  | { groupId: string | null }
  | { deletedAt: Instant }
  | { expiry: Expiry | null }
  | ({ reissue: true } & IssueColumns);

/**
 * The guarded write: applies only to the version that the decision was made on.
 *
 * @returns whether it applied; false means that somebody else was faster
 */
export async function applyChange(
  tx: Tx,
  scope: OwnerScope,
  key: { id: string; version: number },
  change: KeyChange,
): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({
    where: { id: key.id, ...scope, version: key.version, deletedAt: null },
    data: { ...changeColumns(change), version: { increment: 1 } },
  });
  return count === 1;
}

function changeColumns(change: KeyChange): Prisma.ApiKeyUncheckedUpdateManyInput {
  if ('reissue' in change) return { ...issueColumns(change), disabledAt: null };
  if ('expiry' in change) return expiryColumns(change.expiry);
  if ('deletedAt' in change) return { deletedAt: toDate(change.deletedAt) };
  if ('disabledAt' in change) return { disabledAt: change.disabledAt === null ? null : toDate(change.disabledAt) };
  if (!('name' in change)) return { groupId: change.groupId };
  return {
    name: change.name,
    nameKey: nameKey(change.name),
    ...(change.description === undefined ? {} : { description: change.description }),
    ...(change.groupId === undefined ? {} : { groupId: change.groupId }),
    ...(change.rateLimitPerMinute === undefined ? {} : { rateLimitPerMinute: change.rateLimitPerMinute }),
  };
}
