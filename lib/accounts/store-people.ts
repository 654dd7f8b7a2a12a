import { Prisma } from '@/generated/prisma/client';
import type { Instant } from '@/lib/kernel/instant';
import { toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';
import type { PersonScope } from './store';

/** Rows that come and go rarely: the installation, its link, companies, people. */

export async function countCompanies(db: Db | Tx): Promise<number> {
  return db.company.count();
}

/** The name and help of the company, when there is exactly one: the sign-in page knows nobody yet. */
export async function findOnlyCompany(db: Db): Promise<{ name: string; helpDesk: string | null } | null> {
  const [company, ...others] = await db.company.findMany({ take: 2, select: { name: true, helpDesk: true } });
  return company !== undefined && others.length === 0 ? company : null;
}

export async function findCompanyName(db: Db | Tx, companyId: string): Promise<string | null> {
  const company = await db.company.findUnique({ where: { id: companyId }, select: { name: true } });
  return company?.name ?? null;
}

/** At most one link exists: making one voids the one before. */
export async function putSetupLink(tx: Tx, tokenHash: Uint8Array<ArrayBuffer>, expiresAt: Instant): Promise<void> {
  const link = { tokenHash, expiresAt: toDate(expiresAt) };
  await tx.setupLink.upsert({ where: { id: 1 }, create: { id: 1, ...link }, update: link });
}

export async function isSetupLink(db: Db, tokenHash: Uint8Array<ArrayBuffer>, now: Instant): Promise<boolean> {
  return (await db.setupLink.count({ where: { tokenHash, expiresAt: { gt: toDate(now) } } })) === 1;
}

/** False when the link is another, expired, or taken by somebody faster. */
export async function consumeSetupLink(tx: Tx, tokenHash: Uint8Array<ArrayBuffer>, now: Instant): Promise<boolean> {
  const { count } = await tx.setupLink.deleteMany({ where: { tokenHash, expiresAt: { gt: toDate(now) } } });
  return count === 1;
}

/** Makes the installation's row, and locks it: setting up happens one after the other. */
export async function lockInstallation(tx: Tx, isDemo: boolean, at: Instant): Promise<void> {
  await tx.installation.createMany({ data: [{ id: 1, isDemo, createdAt: toDate(at) }], skipDuplicates: true });
  await tx.$queryRaw`SELECT id FROM installation WHERE id = 1 FOR UPDATE`;
}

type NewCompany = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  helpDesk: string | null;
  createdAt: Instant;
};

export async function insertCompany(tx: Tx, company: NewCompany): Promise<void> {
  await tx.company.create({ data: { ...company, createdAt: toDate(company.createdAt) } });
}

export async function setPrimaryContact(tx: Tx, companyId: string, primaryContactId: string): Promise<void> {
  await tx.company.update({ where: { id: companyId }, data: { primaryContactId } });
}

export type NewPerson = {
  id: string;
  companyId: string;
  name: string;
  email: string;
  emailKey: string;
  passwordHash: string | null;
  isAdministrator: boolean;
  isInstallationOperator: boolean;
  hasKeyManagement: boolean;
  createdAt: Instant;
};

export async function insertPerson(tx: Tx, person: NewPerson): Promise<void> {
  const createdAt = toDate(person.createdAt);
  await tx.person.create({
    data: {
      ...person,
      createdAt,
      passwordChangedAt: person.passwordHash === null ? null : createdAt,
      appearance: 'SYSTEM',
    },
  });
}

/** Somebody as their administrators decide about them, locked. */
export type PersonState = {
  id: string;
  name: string;
  isAdministrator: boolean;
  hasKeyManagement: boolean;
  hasMfa: boolean;
  hasPassword: boolean;
  isActive: boolean;
  /** Has not answered an invitation, and so cannot sign in. */
  isInvited: boolean;
};

const STATE_COLUMNS = Prisma.sql`p.id, p.name, p.is_administrator AS "isAdministrator", p.has_key_management AS "hasKeyManagement",
  p.mfa_enabled_at IS NOT NULL AS "hasMfa", p.password_hash IS NOT NULL AS "hasPassword", p.deactivated_at IS NULL AS "isActive",
  p.password_hash IS NULL AND EXISTS (SELECT FROM account_token t WHERE t.company_id = p.company_id AND t.person_id = p.id
    AND t.kind = 'INVITATION' AND t.used_at IS NULL) AS "isInvited"`;

/**
 * Locks the person together with all administrators of the company, in one order, so that two administrators who
 * deactivate or unmake each other at once cannot both succeed.
 */
export async function lockWithAdministrators(
  tx: Tx,
  { companyId, personId }: { companyId: string; personId: string | null },
): Promise<PersonState[]> {
  return tx.$queryRaw<PersonState[]>`
    SELECT ${STATE_COLUMNS} FROM person p
    WHERE p.company_id = ${companyId} AND (p.id = ${personId} OR p.is_administrator)
    ORDER BY p.id FOR NO KEY UPDATE OF p`;
}

/** Locks several people, in the same order. */
export async function lockPeople(tx: Tx, companyId: string, ids: readonly string[]): Promise<PersonState[]> {
  return tx.$queryRaw<PersonState[]>`
    SELECT ${STATE_COLUMNS} FROM person p WHERE p.company_id = ${companyId} AND p.id = ANY(${[...ids]})
    ORDER BY p.id FOR NO KEY UPDATE OF p`;
}

export async function markDeactivated(tx: Tx, scope: PersonScope, at: Instant): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { companyId: scope.companyId, id: scope.personId, deactivatedAt: null },
    data: { deactivatedAt: toDate(at) },
  });
  return count === 1;
}

/** Makes an active person an administrator. @returns their scope, null when there is none, or that they are one already */
export async function markAdministrator(tx: Tx, emailKey: string): Promise<PersonScope | 'IS_ONE' | null> {
  const person = await tx.person.findFirst({
    where: { emailKey, deactivatedAt: null },
    select: { id: true, companyId: true },
  });
  if (person === null) return null;
  const { count } = await tx.person.updateMany({
    where: { companyId: person.companyId, id: person.id, deactivatedAt: null, isAdministrator: false },
    data: { isAdministrator: true },
  });
  return count === 1 ? { companyId: person.companyId, personId: person.id } : 'IS_ONE';
}
