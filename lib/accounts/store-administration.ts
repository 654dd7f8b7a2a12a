import { type Instant, toDate } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import type { PersonScope } from './store';

/** Guarded writes of administrators about people. The people are locked by whoever asks. */

export async function markReactivated(tx: Tx, { companyId, personId }: PersonScope): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { companyId, id: personId, deactivatedAt: { not: null } },
    data: { deactivatedAt: null },
  });
  return count === 1;
}

export async function setAdministrator(
  tx: Tx,
  { companyId, personId }: PersonScope,
  isAdministrator: boolean,
): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { companyId, id: personId, isAdministrator: !isAdministrator },
    data: { isAdministrator },
  });
  return count === 1;
}

/** @returns the ids of those whom it changed */
export async function setKeyManagement(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
  hasKeyManagement: boolean,
): Promise<string[]> {
  const rows = await tx.person.updateManyAndReturn({
    where: { companyId, id: { in: [...ids] }, hasKeyManagement: !hasKeyManagement },
    data: { hasKeyManagement },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Locks the company (after its people). @returns who was it before; null when nothing changes */
export async function replacePrimaryContact(
  tx: Tx,
  { companyId, personId }: PersonScope,
): Promise<{ before: string | null } | null> {
  const [company] = await tx.$queryRaw<{ before: string | null }[]>`
    SELECT primary_contact_id AS before FROM company WHERE id = ${companyId} FOR NO KEY UPDATE`;
  if (company === undefined || company.before === personId) return null;
  await tx.company.update({ where: { id: companyId }, data: { primaryContactId: personId } });
  return company;
}

/** Deleted ones included: their tombstones have an owner too. */
export async function hasOwnedKeys(tx: Tx, { companyId, personId }: PersonScope): Promise<boolean> {
  return (await tx.apiKey.findFirst({ where: { companyId, ownerId: personId }, select: { id: true } })) !== null;
}

/** Removes somebody who never came. False when they have a password by now. */
export async function deletePerson(tx: Tx, { companyId, personId }: PersonScope): Promise<boolean> {
  const { count } = await tx.person.deleteMany({ where: { companyId, id: personId, passwordHash: null } });
  return count === 1;
}

/** @returns the ids of those whom it changed */
export async function markAllDeactivated(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
  at: Instant,
): Promise<string[]> {
  const rows = await tx.person.updateManyAndReturn({
    where: { companyId, id: { in: [...ids] }, deactivatedAt: null },
    data: { deactivatedAt: toDate(at) },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Ends sessions, begun sign-ins and reset links of several people. */
export async function endAccess(tx: Tx, companyId: string, ids: readonly string[], at: Instant): Promise<void> {
  const people = { companyId, personId: { in: [...ids] } };
  await tx.session.updateMany({
    where: { ...people, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: 'deactivated' },
  });
  await tx.pendingSignIn.deleteMany({ where: people });
  await tx.accountToken.deleteMany({ where: { ...people, kind: 'PASSWORD_RESET', usedAt: null } });
}
