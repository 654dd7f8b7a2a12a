import { Prisma, type Session } from '@/generated/prisma/client';
import type { PersonActor } from '@/lib/authz/actor';
import { fromDate, fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';

/** Whose row: asked again in every WHERE. */
export type PersonScope = { companyId: string; personId: string };

export type PersonRow = Omit<PersonActor, 'kind' | 'sessionId'>;

/** What the steps of a sign-in are decided on. It stays in this feature. */
export type SignInRow = PersonRow & {
  isActive: boolean;
  passwordHash: string | null;
  totpSecret: Uint8Array | null;
  secretId: string | null;
};

const PERSON_COLUMNS = Prisma.sql`p.company_id AS "companyId", p.name, p.email, p.is_administrator AS "isAdministrator",
  p.is_installation_operator AS "isInstallationOperator", p.has_key_management AS "hasKeyManagement",
  p.mfa_enabled_at IS NOT NULL AS "hasMfa"`;

const SIGN_IN_COLUMNS = Prisma.sql`p.id, ${PERSON_COLUMNS}, p.password_hash AS "passwordHash", p.totp_secret AS "totpSecret",
  p.secret_id AS "secretId", p.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive"`;

export async function findForSignIn(db: Db, emailKey: string): Promise<SignInRow | null> {
  const [row] = await db.$queryRaw<SignInRow[]>`
    SELECT ${SIGN_IN_COLUMNS} FROM person p JOIN company c ON c.id = p.company_id WHERE p.email_key = ${emailKey}`;
  return row ?? null;
}

/** Locks the person (first in the lock order) and reads them as they are now: what was decided on before may have moved. */
export async function lockForSignIn(tx: Tx, scope: PersonScope): Promise<SignInRow | null> {
  const [row] = await tx.$queryRaw<SignInRow[]>`
    SELECT ${SIGN_IN_COLUMNS} FROM person p JOIN company c ON c.id = p.company_id
    WHERE p.company_id = ${scope.companyId} AND p.id = ${scope.personId} FOR NO KEY UPDATE OF p`;
  return row ?? null;
}

export type PendingRow = { id: string; companyId: string; personId: string; createdAt: Instant };

/** A second step that is still owed at `now`. */
export async function findPending(
  db: Db | Tx,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Instant,
): Promise<PendingRow | null> {
  const row = await db.pendingSignIn.findFirst({
    where: { tokenHash, expiresAt: { gt: toDate(now) } },
    select: { id: true, companyId: true, personId: true, createdAt: true },
  });
  return row === null ? null : { ...row, createdAt: fromDate(row.createdAt) };
}

type NewPending = PersonScope & {
  id: string;
  tokenHash: Uint8Array<ArrayBuffer>;
  createdAt: Instant;
  expiresAt: Instant;
};

export async function insertPending(tx: Tx, pending: NewPending): Promise<void> {
  await tx.pendingSignIn.create({
    data: { ...pending, createdAt: toDate(pending.createdAt), expiresAt: toDate(pending.expiresAt) },
  });
}

/** Whom the second step is asked of, in the words of the page. */
export async function findPendingFacts(
  db: Db,
  scope: PersonScope,
): Promise<{ email: string; companyName: string; helpDesk: string | null } | null> {
  const person = await db.person.findUnique({
    where: { companyId_id: { companyId: scope.companyId, id: scope.personId } },
    select: { email: true, company: { select: { name: true, helpDesk: true } } },
  });
  return person && { email: person.email, companyName: person.company.name, helpDesk: person.company.helpDesk };
}

export async function deletePending(tx: Tx, id: string): Promise<void> {
  await tx.pendingSignIn.deleteMany({ where: { id } });
}

/** The same secret under another key. The person is locked by whoever asks. */
export async function replaceTotpSecret(
  tx: Tx,
  { companyId, personId }: PersonScope,
  sealed: { totpSecret: Uint8Array<ArrayBuffer>; secretId: string },
): Promise<void> {
  await tx.person.updateMany({ where: { companyId, id: personId, mfaEnabledAt: { not: null } }, data: sealed });
}

/** Takes a recovery code for good, under whichever secret it was hashed. */
export async function spendRecoveryCode(
  tx: Tx,
  scope: PersonScope,
  codeHashes: Uint8Array<ArrayBuffer>[],
  at: Instant,
): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { ...scope, codeHash: { in: codeHashes }, usedAt: null },
    data: { usedAt: toDate(at) },
  });
  return count === 1;
}

type NewSession = PersonScope & {
  id: string;
  tokenHash: Uint8Array<ArrayBuffer>;
  createdAt: Instant;
  expiresAt: Instant;
  passwordAt: Instant;
  mfaAt: Instant | null;
  address: string | null;
  userAgent: string | null;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.session.create({
    data: {
      ...session,
      createdAt: toDate(session.createdAt),
      lastSeenAt: toDate(session.createdAt),
      expiresAt: toDate(session.expiresAt),
      passwordAt: toDate(session.passwordAt),
      mfaAt: session.mfaAt === null ? null : toDate(session.mfaAt),
    },
  });
}

export type SessionRow = Omit<PersonRow, 'id'> & {
  id: string;
  personId: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  expiresAt: Instant;
  endedAt: Instant | null;
  passwordAt: Instant;
  mfaAt: Instant | null;
  isActive: boolean;
  personTimeZone: string | null;
  appearance: 'SYSTEM' | 'LIGHT' | 'DARK';
  companyName: string;
  companySlug: string;
  companyTimeZone: string;
  helpDesk: string | null;
};

type TimeColumn = 'createdAt' | 'lastSeenAt' | 'expiresAt' | 'passwordAt' | 'mfaAt' | 'endedAt';

/** Session, person and company in one statement: it runs for every page. */
export async function findSession(db: Db, tokenHash: Uint8Array<ArrayBuffer>): Promise<SessionRow | null> {
  const [row] = await db.$queryRaw<(Omit<SessionRow, TimeColumn> & Pick<Session, TimeColumn>)[]>`
    SELECT s.id, s.person_id AS "personId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
      s.expires_at AS "expiresAt", s.ended_at AS "endedAt", s.password_at AS "passwordAt", s.mfa_at AS "mfaAt",
      ${PERSON_COLUMNS}, p.time_zone AS "personTimeZone", p.appearance::text AS appearance,
      p.deactivated_at IS NULL AND c.deactivated_at IS NULL AS "isActive", c.name AS "companyName", c.slug AS "companySlug",
      c.time_zone AS "companyTimeZone", c.help_desk AS "helpDesk"
    FROM session s JOIN person p ON p.company_id = s.company_id AND p.id = s.person_id JOIN company c ON c.id = p.company_id
    WHERE s.token_hash = ${tokenHash}`;
  if (row === undefined) return null;
  return {
    ...row,
    createdAt: fromDate(row.createdAt),
    lastSeenAt: fromDate(row.lastSeenAt),
    expiresAt: fromDate(row.expiresAt),
    endedAt: fromNullableDate(row.endedAt),
    passwordAt: fromDate(row.passwordAt),
    mfaAt: fromNullableDate(row.mfaAt),
  };
}

/** Moves `last_seen_at` forward, unless another request did so after `before`. */
export async function touchSession(db: Db, id: string, before: Instant, at: Instant): Promise<void> {
  await db.session.updateMany({
    where: { id, endedAt: null, lastSeenAt: { lte: toDate(before) } },
    data: { lastSeenAt: toDate(at) },
  });
}

/** Ends one session of the person. False when it had ended before. */
export async function endOneSession(
  tx: Tx,
  scope: PersonScope,
  id: string,
  at: Instant,
  because: string,
): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { ...scope, id, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: because },
  });
  return count === 1;
}

/** Ends every session and every begun sign-in of the person. */
export async function endAllSessions(tx: Tx, scope: PersonScope, at: Instant, because: string): Promise<void> {
  await tx.session.updateMany({
    where: { ...scope, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: because },
  });
  await tx.pendingSignIn.deleteMany({ where: scope });
}
