import { Prisma } from '@/generated/prisma/client';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';

/** Of a company the operator sees what they entered, and nothing of what is inside. */
export type CompanyRecord = {
  id: string;
  name: string;
  slug: string;
  timeZone: string;
  helpDesk: string | null;
  createdAt: Instant;
  deactivatedAt: Instant | null;
  /** No administrator has chosen a password yet. */
  isAwaited: boolean;
};

type CompanyRow = Omit<CompanyRecord, 'createdAt' | 'deactivatedAt'> & { createdAt: Date; deactivatedAt: Date | null };

/** By name, nearest to the place first, at most `limit`. */
export async function listCompanies(
  db: Db,
  search: string,
  place: ListPlace | null,
  limit: number,
): Promise<CompanyRecord[]> {
  const isBackwards = place?.way === 'before';
  const order = isBackwards ? Prisma.sql`c.name DESC, c.id DESC` : Prisma.sql`c.name, c.id`;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const matches = search === '' ? Prisma.empty : Prisma.sql`AND (c.name ILIKE ${pattern} OR c.slug ILIKE ${pattern})`;
  const rows = await db.$queryRaw<CompanyRow[]>`
    SELECT c.id, c.name, c.slug, c.time_zone AS "timeZone", c.help_desk AS "helpDesk", c.created_at AS "createdAt",
      c.deactivated_at AS "deactivatedAt", NOT EXISTS (SELECT 1 FROM person p
        WHERE p.company_id = c.id AND p.is_administrator AND p.password_hash IS NOT NULL) AS "isAwaited"
    FROM company c WHERE true ${beyond(place)} ${matches} ORDER BY ${order} ${limitTo(limit)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    deactivatedAt: fromNullableDate(row.deactivatedAt),
  }));
}

function beyond(place: ListPlace | null): Prisma.Sql {
  const [name, id] = place?.values ?? [];
  if (place === null || name === undefined || id === undefined) return Prisma.empty;
  return place.way === 'before'
    ? Prisma.sql`AND (c.name, c.id) < (${name}, ${id})`
    : Prisma.sql`AND (c.name, c.id) > (${name}, ${id})`;
}

/** Locks the operator: false when they are none any more. First in the lock order. */
export async function lockOperator(tx: Tx, { companyId, id }: { companyId: string; id: string }): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${companyId} AND p.id = ${id} AND p.is_installation_operator AND p.mfa_enabled_at IS NOT NULL
      AND p.deactivated_at IS NULL AND c.deactivated_at IS NULL FOR NO KEY UPDATE OF p`;
  return rows.length === 1;
}

type NewCompany = Pick<CompanyRecord, 'id' | 'name' | 'slug' | 'timeZone' | 'helpDesk' | 'createdAt'>;

/** @throws the unique violation of the slug. */
export async function insertCompany(tx: Tx, company: NewCompany): Promise<void> {
  await tx.company.create({ data: { ...company, createdAt: toDate(company.createdAt) } });
}

export async function setPrimaryContact(tx: Tx, companyId: string, primaryContactId: string): Promise<void> {
  await tx.company.update({ where: { id: companyId }, data: { primaryContactId } });
}

export type LockedCompany = { id: string; name: string; slug: string; helpDesk: string | null };

export async function lockCompany(tx: Tx, companyId: string): Promise<LockedCompany | null> {
  const [company] = await tx.$queryRaw<LockedCompany[]>`
    SELECT id, name, slug, help_desk AS "helpDesk" FROM company WHERE id = ${companyId} FOR NO KEY UPDATE`;
  return company ?? null;
}

export async function updateCompany(
  tx: Tx,
  companyId: string,
  { name, helpDesk }: { name: string; helpDesk: string | null },
): Promise<void> {
  await tx.company.update({ where: { id: companyId }, data: { name, helpDesk } });
}

/** False when it was so already. */
export async function markDeactivated(tx: Tx, companyId: string, at: Instant): Promise<boolean> {
  const { count } = await tx.company.updateMany({
    where: { id: companyId, deactivatedAt: null },
    data: { deactivatedAt: toDate(at) },
  });
  return count === 1;
}

export async function markReactivated(tx: Tx, companyId: string): Promise<boolean> {
  const { count } = await tx.company.updateMany({
    where: { id: companyId, deactivatedAt: { not: null } },
    data: { deactivatedAt: null },
  });
  return count === 1;
}

/** So that nobody is signed in again by the reactivation. */
export async function endSessionsOf(tx: Tx, companyId: string, at: Instant): Promise<void> {
  await tx.session.updateMany({
    where: { companyId, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: 'company_deactivated' },
  });
  await tx.pendingSignIn.deleteMany({ where: { companyId } });
}

export type Awaited = { personId: string; name: string; email: string };

/** The first administrator, as long as none of the company has chosen a password. */
export async function findAwaited(tx: Tx, companyId: string): Promise<Awaited | null> {
  const [person] = await tx.$queryRaw<Awaited[]>`
    SELECT p.id AS "personId", p.name, p.email FROM person p
    WHERE p.company_id = ${companyId} AND p.is_administrator AND p.deactivated_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM person q WHERE q.company_id = p.company_id AND q.is_administrator AND q.password_hash IS NOT NULL)
    ORDER BY p.created_at, p.id LIMIT 1 FOR NO KEY UPDATE OF p`;
  return person ?? null;
}

export type Successor = { id: string; name: string; email: string };

/** Both in the order of their ids; null when one of the two is not there, or not fit for it. */
export async function lockSuccessor(
  tx: Tx,
  { companyId, id }: { companyId: string; id: string },
  emailKey: string,
): Promise<Successor | null> {
  const people = await tx.$queryRaw<(Successor & { emailKey: string })[]>`
    SELECT p.id, p.name, p.email, p.email_key AS "emailKey" FROM person p
    WHERE p.company_id = ${companyId} AND p.deactivated_at IS NULL AND p.mfa_enabled_at IS NOT NULL
      AND (p.email_key = ${emailKey} OR p.id = ${id} AND p.is_installation_operator)
    ORDER BY p.id FOR NO KEY UPDATE`;
  const isOperator = people.some((person) => person.id === id);
  return isOperator ? (people.find((person) => person.emailKey === emailKey && person.id !== id) ?? null) : null;
}

export async function moveOperation(tx: Tx, companyId: string, fromId: string, toId: string): Promise<void> {
  await tx.person.updateMany({ where: { companyId, id: fromId }, data: { isInstallationOperator: false } });
  await tx.person.updateMany({ where: { companyId, id: toId }, data: { isInstallationOperator: true } });
}
