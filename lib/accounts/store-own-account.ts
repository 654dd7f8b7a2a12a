import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';
import type { PersonScope } from './store';

/** Rows that people change of themselves: sessions, password, settings, links that were mailed to them. */

export type OwnRow = {
  name: string;
  email: string;
  emailKey: string;
  companyName: string;
  passwordHash: string | null;
  timeZone: string | null;
  appearance: 'SYSTEM' | 'LIGHT' | 'DARK';
};

/**
 * Locks the person (first in the lock order); null when they, or the session that asks, are no longer in force. Two
 * statements: one alone would look at the session as it was before it waited for the lock.
 */
export async function lockOwn(tx: Tx, scope: PersonScope, sessionId: string): Promise<OwnRow | null> {
  await tx.$queryRaw`
    SELECT id FROM person WHERE company_id = ${scope.companyId} AND id = ${scope.personId} FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<OwnRow[]>`
    SELECT p.name, p.email, p.email_key AS "emailKey", c.name AS "companyName", p.password_hash AS "passwordHash",
      p.time_zone AS "timeZone", p.appearance::text AS appearance
    FROM person p JOIN company c ON c.id = p.company_id
      JOIN session s ON s.company_id = p.company_id AND s.person_id = p.id
    WHERE p.company_id = ${scope.companyId} AND p.id = ${scope.personId} AND p.deactivated_at IS NULL
      AND s.id = ${sessionId} AND s.ended_at IS NULL`;
  return row ?? null;
}

/** The same without a lock, for what is decided before a transaction. */
export async function findOwn(db: Db, { companyId, personId }: PersonScope): Promise<OwnRow | null> {
  const row = await db.person.findUnique({
    where: { companyId_id: { companyId, id: personId } },
    select: {
      name: true,
      email: true,
      emailKey: true,
      passwordHash: true,
      timeZone: true,
      appearance: true,
      company: { select: { name: true } },
    },
  });
  if (row === null) return null;
  const { company, ...own } = row;
  return { ...own, companyName: company.name };
}

export async function findPasswordAge(db: Db, { companyId, personId }: PersonScope): Promise<Instant | null> {
  const where = { companyId_id: { companyId, id: personId } };
  const row = await db.person.findUnique({ where, select: { passwordChangedAt: true } });
  return fromNullableDate(row?.passwordChangedAt ?? null);
}

export type OwnSessionRow = {
  id: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  expiresAt: Instant;
  endedAt: Instant | null;
  address: string | null;
  userAgent: string | null;
};

/** Sessions that nobody ended, the last seen first; whether they are in force is for `judgeSession`. */
export async function findUnendedSessions(db: Db, scope: PersonScope): Promise<OwnSessionRow[]> {
  const rows = await db.session.findMany({
    where: { ...scope, endedAt: null },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
      endedAt: true,
      address: true,
      userAgent: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    createdAt: fromDate(row.createdAt),
    lastSeenAt: fromDate(row.lastSeenAt),
    expiresAt: fromDate(row.expiresAt),
    endedAt: fromNullableDate(row.endedAt),
  }));
}

/** Ends every session of the person but one, and every begun sign-in. @returns how many sessions ended. */
export async function endOtherSessions(
  tx: Tx,
  scope: PersonScope,
  keptId: string,
  at: Instant,
  because: string,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...scope, id: { not: keptId }, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: because },
  });
  await tx.pendingSignIn.deleteMany({ where: scope });
  return count;
}

/** Gives the session another token; every copy of the old cookie is worth nothing. @returns when the session ends */
export async function renewSession(
  tx: Tx,
  scope: PersonScope,
  id: string,
  change: { tokenHash: Uint8Array<ArrayBuffer>; passwordAt: Instant },
): Promise<Instant | null> {
  const [row] = await tx.session.updateManyAndReturn({
    where: { ...scope, id, endedAt: null },
    data: { tokenHash: change.tokenHash, passwordAt: toDate(change.passwordAt) },
    select: { expiresAt: true },
  });
  return row === undefined ? null : fromDate(row.expiresAt);
}

/** Puts a new password in place of the one that was seen. False when that one was changed meanwhile. */
export async function replacePassword(
  tx: Tx,
  { companyId, personId }: PersonScope,
  seenHash: string | null,
  passwordHash: string,
  at: Instant,
): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { companyId, id: personId, passwordHash: seenHash },
    data: { passwordHash, passwordChangedAt: toDate(at) },
  });
  return count === 1;
}

export type Settings = Pick<OwnRow, 'name' | 'timeZone' | 'appearance'>;

export async function updateSettings(
  tx: Tx,
  { companyId, personId }: PersonScope,
  { name, timeZone, appearance }: Settings,
): Promise<void> {
  await tx.person.updateMany({ where: { companyId, id: personId }, data: { name, timeZone, appearance } });
}

type NewToken = PersonScope & {
  id: string;
  kind: 'PASSWORD_RESET';
  tokenHash: Uint8Array<ArrayBuffer>;
  createdAt: Instant;
  expiresAt: Instant;
};

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await tx.accountToken.create({
    data: { ...token, createdAt: toDate(token.createdAt), expiresAt: toDate(token.expiresAt) },
  });
}

export type LinkRow = PersonScope & {
  email: string;
  emailKey: string;
  name: string;
  companyName: string;
  helpDesk: string | null;
};

type LinkKind = 'PASSWORD_RESET' | 'INVITATION';

/** Whose mailed link it is, as long as it can be used. Asking consumes nothing. */
export async function findLink(
  db: Db | Tx,
  kind: LinkKind,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Instant,
): Promise<LinkRow | null> {
  const row = await db.accountToken.findFirst({
    where: {
      tokenHash,
      kind,
      usedAt: null,
      expiresAt: { gt: toDate(now) },
      person: { deactivatedAt: null, company: { deactivatedAt: null } },
    },
    select: {
      companyId: true,
      personId: true,
      person: {
        select: { email: true, emailKey: true, name: true, company: { select: { name: true, helpDesk: true } } },
      },
    },
  });
  if (row === null) return null;
  const { company, ...person } = row.person;
  const { companyId, personId } = row;
  return { companyId, personId, ...person, companyName: company.name, helpDesk: company.helpDesk };
}

/** Takes a mailed link for good. False when it was taken, voided or has expired meanwhile. */
export async function consumeToken(
  tx: Tx,
  scope: PersonScope,
  kind: LinkKind,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Instant,
): Promise<boolean> {
  const { count } = await tx.accountToken.updateMany({
    where: { ...scope, tokenHash, kind, usedAt: null, expiresAt: { gt: toDate(now) } },
    data: { usedAt: toDate(now) },
  });
  return count === 1;
}

/** A new password makes every other reset link of the person void. */
export async function voidResets(tx: Tx, scope: PersonScope): Promise<void> {
  await tx.accountToken.deleteMany({ where: { ...scope, kind: 'PASSWORD_RESET', usedAt: null } });
}
