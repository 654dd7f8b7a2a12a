import { Prisma } from '@/generated/prisma/client';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import { type Period, periodCode, storedPeriod } from '@/lib/kernel/period';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import type { Expiry } from './domain/expiry';
import type { KeyRecord } from './dto';

/** Whose keys: asked again in every WHERE. */
export type OwnerScope = { companyId: string; ownerId: string };

/** What a command knows of the owner, read under a lock. */
export type OwnerRow = {
  hasKeyManagement: boolean;
  hasMfa: boolean;
  isActive: boolean;
  name: string;
  email: string;
  /** The company's: lifetimes are counted in it. */
  timeZone: string;
  /** The person's own, or else the company's. */
  readerZone: string;
};

/**
 * Locks the person first (lock order owner → key → audit head): `change` shares it with other changes, and keeps MFA and
 * permission from moving meanwhile; `count` is alone, so that the number of keys stands still.
 */
export async function lockOwner(tx: Tx, scope: OwnerScope, purpose: 'change' | 'count'): Promise<OwnerRow | null> {
  const lock = purpose === 'count' ? Prisma.sql`FOR NO KEY UPDATE OF p` : Prisma.sql`FOR SHARE OF p`;
  const [owner] = await tx.$queryRaw<OwnerRow[]>`
    SELECT p.has_key_management AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa",
      p.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive", p.name, p.email, c.time_zone AS "timeZone",
      coalesce(p.time_zone, c.time_zone) AS "readerZone"
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${scope.companyId} AND p.id = ${scope.ownerId} ${lock}`;
  return owner ?? null;
}

/** A key and what hangs on it, as one statement reads it. */
type KeyRow = Omit<KeyRecord, 'group' | 'notAccessed' | Instants> & { [N in Instants]: Date | null } & {
  createdAt: Date;
  issuedAt: Date;
  groupId: string | null;
  groupName: string | null;
  notAccessedPeriod: string | null;
  version: number;
};
type Instants = 'createdAt' | 'issuedAt' | 'expiresAt' | 'lastUsedAt' | 'disabledAt';

export type StoredKey = KeyRecord & { version: number };

/**
 * One statement, hence one snapshot: read in pieces, a key that is deleted meanwhile would be half there. A key that is not
 * deleted has a credential in force, so the inner join loses none.
 */
async function selectKeys(db: Db | Tx, scope: OwnerScope, more: Prisma.Sql): Promise<StoredKey[]> {
  const rows = await db.$queryRaw<KeyRow[]>`
    SELECT k.id, k.owner_id AS "ownerId", k.name, k.description, k.audience, c.access_key AS "accessKey",
      k.group_id AS "groupId", g.name AS "groupName", k.created_at AS "createdAt", k.issued_at AS "issuedAt",
      k.expires_at AS "expiresAt", k.expiration_date AS "expirationDate", k.not_accessed_period AS "notAccessedPeriod",
      u.last_used_at AS "lastUsedAt", u.address AS "lastUsedAddress", k.disabled_at AS "disabledAt", k.version
    FROM api_key k
    JOIN LATERAL (
      SELECT access_key FROM key_credential
      WHERE company_id = k.company_id AND key_id = k.id AND retired_at IS NULL ORDER BY valid_from DESC, id LIMIT 1) c ON true
    LEFT JOIN key_last_use u ON u.key_id = k.id
    LEFT JOIN key_group g ON g.company_id = k.company_id AND g.id = k.group_id
    WHERE k.company_id = ${scope.companyId} AND k.owner_id = ${scope.ownerId} AND k.deleted_at IS NULL ${more}`;
  return rows.map(fromRow);
}

function fromRow(row: KeyRow): StoredKey {
  return {
    id: row.id,
    ownerId: row.ownerId,
    name: row.name,
    description: row.description,
    audience: row.audience,
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
    version: row.version,
  };
}

/** The owner's keys that are not deleted, newest first, at most `limit`. */
export async function listKeys(db: Db, scope: OwnerScope, limit: number): Promise<StoredKey[]> {
  return selectKeys(db, scope, Prisma.sql`ORDER BY k.created_at DESC, k.id DESC LIMIT ${limit}`);
}

export async function findKey(db: Db | Tx, scope: OwnerScope, keyId: string): Promise<StoredKey | null> {
  const [key] = await selectKeys(db, scope, Prisma.sql`AND k.id = ${keyId}`);
  return key ?? null;
}

export async function countKeys(db: Db | Tx, scope: OwnerScope): Promise<number> {
  return db.apiKey.count({ where: { ...scope, deletedAt: null } });
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

/** A person's new key without its credential. @throws the unique violation `api_key_owner_name`. */
export async function insertKey(
  tx: Tx,
  scope: OwnerScope,
  key: { id: string; name: string } & IssueColumns,
): Promise<void> {
  await tx.apiKey.create({
    data: {
      id: key.id,
      companyId: scope.companyId,
      ownerKind: 'USER',
      ownerId: scope.ownerId,
      ownerPersonId: scope.ownerId,
      name: key.name,
      nameKey: nameKey(key.name),
      audience: 'BUSINESS_PROFILE',
      access: 'FULL',
      createdAt: toDate(key.issuedAt),
      createdById: scope.ownerId,
      version: 1,
      ...issueColumns(key),
    },
  });
}

export type NewCredential = {
  id: string;
  keyId: string;
  accessKey: string;
  secretHash: Uint8Array<ArrayBuffer>;
  secretId: string;
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
  | { name: string; description?: string | null }
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
  return {
    name: change.name,
    nameKey: nameKey(change.name),
    ...(change.description === undefined ? {} : { description: change.description }),
  };
}

export type ReadingFacts = { timeZone: string; readerZone: string; helpDesk: string | null };

/** Zones and help of the page on which a person reads about their keys. */
export async function findReadingFacts(db: Db, scope: OwnerScope): Promise<ReadingFacts> {
  const person = await db.person.findUniqueOrThrow({
    where: { companyId_id: { companyId: scope.companyId, id: scope.ownerId } },
    select: { timeZone: true, company: { select: { timeZone: true, helpDesk: true } } },
  });
  const { timeZone, helpDesk } = person.company;
  return { timeZone, helpDesk, readerZone: person.timeZone ?? timeZone };
}

export type Contact = { name: string; email: string; role: 'Primary contact' | 'Company administrator' };

const MOST_CONTACTS = 10;

/** Active primary contact and administrators, the primary contact first. */
export async function listContacts(db: Db, companyId: string): Promise<Contact[]> {
  return db.$queryRaw<Contact[]>`
    SELECT p.name, p.email, CASE WHEN p.id = c.primary_contact_id THEN 'Primary contact' ELSE 'Company administrator' END AS role
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.deactivated_at IS NULL
      AND (p.is_administrator OR p.id = c.primary_contact_id)
    ORDER BY (p.id = c.primary_contact_id) IS TRUE DESC, p.name, p.id
    LIMIT ${MOST_CONTACTS}`;
}
