import { Prisma } from '@/generated/prisma/client';
import type { OwnerKind } from '@/generated/prisma/enums';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';

/** Whose keys: asked again in every WHERE. */
export type OwnerScope = { companyId: string; ownerKind: OwnerKind; ownerId: string };

/** What a command knows of the owner and of who acts, read under a lock. */
export type LockedOwner = {
  owner: OwnerRow;
  /** Null when the actor is not there any more, or was deactivated. */
  actor: ActingRow | null;
};

export type OwnerRow = {
  /** A person's name, a service account's or the company's. */
  name: string;
  /** Of a service account: what the audit names it by. */
  userId: string | null;
  isActive: boolean;
  /** Only of a person; what is no person needs neither. */
  person: { email: string; hasKeyManagement: boolean; hasMfa: boolean } | null;
  /** The company's: lifetimes are counted in it. */
  timeZone: string;
};

export type ActingRow = {
  isAdministrator: boolean;
  hasMfa: boolean;
  /** The person's own, or else the company's: what they type is in it. */
  timeZone: string;
};

/**
 * Locks the owner first (lock order owner → key → audit head): `change` shares it with other changes, and keeps MFA and
 * permission from moving meanwhile; `count` is alone, so that the number of keys stands still. Who acts is locked with it,
 * people in the order of their ids, so that an administrator who is unmade at the same moment either acted before or not at
 * all, and two who act on each other do not wait for each other.
 *
 * @returns null when there is no such owner
 */
export async function lockOwner(
  tx: Tx,
  scope: OwnerScope,
  actorId: string,
  purpose: 'change' | 'count',
): Promise<LockedOwner | null> {
  const { companyId, ownerKind, ownerId } = scope;
  const lock = purpose === 'count' ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.sql`FOR SHARE`;
  const people = ownerKind === 'USER' ? [...new Set([ownerId, actorId])] : [actorId];
  await tx.$queryRaw`
    SELECT id FROM person WHERE company_id = ${companyId} AND id = ANY(${people}) ORDER BY id ${lock}`;
  if (ownerKind === 'SERVICE_ACCOUNT') {
    await tx.$queryRaw`SELECT id FROM service_account WHERE company_id = ${companyId} AND id = ${ownerId} ${lock}`;
  } else if (ownerKind === 'COMPANY') {
    await tx.$queryRaw`SELECT id FROM company WHERE id = ${companyId} ${lock}`;
  }
  const owner = await findOwner(tx, scope);
  return owner === null ? null : { owner, actor: await readActing(tx, companyId, actorId) };
}

/** The same without a lock, for pages; null when there is no such owner in the company. */
export async function findOwner(db: Db | Tx, scope: OwnerScope): Promise<OwnerRow | null> {
  const [owner] = await db.$queryRaw<StoredOwner[]>(ownerSql(scope));
  return owner === undefined ? null : ownerFrom(owner);
}

/** Locks a person who acts on many keys at once, and reads what they may; null when not active any more. */
export async function lockAdministrator(tx: Tx, companyId: string, actorId: string): Promise<ActingRow | null> {
  await tx.$queryRaw`SELECT id FROM person WHERE company_id = ${companyId} AND id = ${actorId} FOR SHARE`;
  return readActing(tx, companyId, actorId);
}

async function readActing(tx: Tx, companyId: string, actorId: string): Promise<ActingRow | null> {
  const [actor] = await tx.$queryRaw<ActingRow[]>`
    SELECT p.is_administrator AS "isAdministrator", p.mfa_enabled_at IS NOT NULL AS "hasMfa",
      coalesce(p.time_zone, c.time_zone) AS "timeZone"
    FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.id = ${actorId} AND p.deactivated_at IS NULL AND c.deactivated_at IS NULL`;
  return actor ?? null;
}

type StoredOwner = {
  name: string;
  userId: string | null;
  isActive: boolean;
  email: string | null;
  hasKeyManagement: boolean;
  hasMfa: boolean;
  timeZone: string;
};

function ownerFrom({ email, hasKeyManagement, hasMfa, ...owner }: StoredOwner): OwnerRow {
  return { ...owner, person: email === null ? null : { email, hasKeyManagement, hasMfa } };
}

function ownerSql({ companyId, ownerKind, ownerId }: OwnerScope): Prisma.Sql {
  switch (ownerKind) {
    case 'USER':
      return Prisma.sql`
        SELECT p.name, NULL AS "userId", p.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive", p.email,
          p.has_key_management AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa", c.time_zone AS "timeZone"
        FROM person p JOIN company c ON c.id = p.company_id WHERE p.company_id = ${companyId} AND p.id = ${ownerId}`;
    case 'SERVICE_ACCOUNT':
      return Prisma.sql`
        SELECT s.name, s.user_id AS "userId", s.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive",
          NULL AS email, false AS "hasKeyManagement", false AS "hasMfa", c.time_zone AS "timeZone"
        FROM service_account s JOIN company c ON c.id = s.company_id
        WHERE s.company_id = ${companyId} AND s.id = ${ownerId}`;
    case 'COMPANY':
      return Prisma.sql`
        SELECT name, NULL AS "userId", deactivated_at IS NULL AS "isActive", NULL AS email, false AS "hasKeyManagement",
          false AS "hasMfa", time_zone AS "timeZone"
        FROM company WHERE id = ${companyId} AND id = ${ownerId}`;
  }
}

/** Whose the key is, or null when the company has none of that id that is not deleted. An owner never changes. */
export async function findKeyOwner(db: Db | Tx, companyId: string, keyId: string): Promise<OwnerScope | null> {
  return db.apiKey.findFirst({
    where: { id: keyId, companyId, deletedAt: null },
    select: { companyId: true, ownerKind: true, ownerId: true },
  });
}

/** Who is told about keys that no person owns: the primary contact, when active. */
export async function findPrimaryContact(
  tx: Tx,
  companyId: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const company = await tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { primaryContact: { select: { id: true, name: true, email: true, deactivatedAt: true } } },
  });
  const contact = company.primaryContact;
  return contact === null || contact.deactivatedAt !== null
    ? null
    : { id: contact.id, name: contact.name, email: contact.email };
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
    ${limitTo(MOST_CONTACTS)}`;
}
