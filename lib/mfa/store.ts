import type { MfaEnrolment, Person, Session } from '@/generated/prisma/client';
import { fromDate, fromNullableDate, type Instant, toDate, toNullableDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';

/** Whose row: asked again in every WHERE. */
export type PersonScope = { companyId: string; personId: string };

/** What MFA changes are decided on, with the session that asks. It stays in this feature. */
export type MfaRow = {
  email: string;
  emailKey: string;
  passwordHash: string | null;
  totpSecret: Uint8Array | null;
  secretId: string | null;
  totpLastStep: bigint | null;
  mfaEnabledAt: Instant | null;
  /** When the password was last given in the session. */
  passwordAt: Instant;
};

type RawMfaRow = Pick<
  Person,
  'email' | 'emailKey' | 'passwordHash' | 'totpSecret' | 'secretId' | 'totpLastStep' | 'mfaEnabledAt'
> &
  Pick<Session, 'passwordAt'>;

/**
 * Locks the person (first in the lock order), then the session; null when either is no longer in force. Without a lock of
 * its own the session would be read as it was before the wait for the person.
 */
export async function lockForMfa(tx: Tx, scope: PersonScope, sessionId: string): Promise<MfaRow | null> {
  const [row] = await tx.$queryRaw<RawMfaRow[]>`
    SELECT p.email, p.email_key AS "emailKey", p.password_hash AS "passwordHash", p.totp_secret AS "totpSecret",
      p.secret_id AS "secretId", p.totp_last_step AS "totpLastStep", p.mfa_enabled_at AS "mfaEnabledAt",
      s.password_at AS "passwordAt"
    FROM person p JOIN session s ON s.company_id = p.company_id AND s.person_id = p.id
    WHERE p.company_id = ${scope.companyId} AND p.id = ${scope.personId} AND p.deactivated_at IS NULL
      AND s.id = ${sessionId} AND s.ended_at IS NULL
    FOR NO KEY UPDATE OF p, s`;
  if (row === undefined) return null;
  return { ...row, mfaEnabledAt: fromNullableDate(row.mfaEnabledAt), passwordAt: fromDate(row.passwordAt) };
}

export async function findPasswordHash(db: Db, { companyId, personId }: PersonScope): Promise<string | null> {
  const where = { companyId_id: { companyId, id: personId } };
  return (await db.person.findUnique({ where, select: { passwordHash: true } }))?.passwordHash ?? null;
}

export type EnrolmentRow = {
  totpSecret: Uint8Array<ArrayBuffer>;
  secretId: string;
  createdAt: Instant;
  expiresAt: Instant;
};

const enrolmentOf = (row: MfaEnrolment): EnrolmentRow => ({
  totpSecret: new Uint8Array(row.totpSecret),
  secretId: row.secretId,
  createdAt: fromDate(row.createdAt),
  expiresAt: fromDate(row.expiresAt),
});

/** What was begun in that session and is still good at `now`. */
export async function findEnrolment(
  db: Db | Tx,
  scope: PersonScope,
  sessionId: string,
  now: Instant,
): Promise<EnrolmentRow | null> {
  const row = await db.mfaEnrolment.findFirst({ where: { ...scope, sessionId, expiresAt: { gt: toDate(now) } } });
  return row === null ? null : enrolmentOf(row);
}

/** Puts a new secret in the place of an earlier, unconfirmed one. */
export async function putEnrolment(
  tx: Tx,
  { personId, companyId }: PersonScope,
  sessionId: string,
  row: EnrolmentRow,
): Promise<void> {
  const columns = { ...row, sessionId, createdAt: toDate(row.createdAt), expiresAt: toDate(row.expiresAt) };
  await tx.mfaEnrolment.upsert({
    where: { personId },
    create: { personId, companyId, ...columns },
    update: columns,
  });
}

type NewMfa = { totpSecret: Uint8Array<ArrayBuffer>; secretId: string; totpLastStep: bigint; at: Instant };

/** Switches MFA on with the confirmed secret. False when it is on already. */
export async function enableMfa(tx: Tx, scope: PersonScope, mfa: NewMfa): Promise<boolean> {
  const { totpSecret, secretId, totpLastStep, at } = mfa;
  const { count } = await tx.person.updateMany({
    where: { companyId: scope.companyId, id: scope.personId, mfaEnabledAt: null },
    data: { totpSecret, secretId, totpLastStep, mfaEnabledAt: toDate(at) },
  });
  await tx.mfaEnrolment.deleteMany({ where: scope });
  return count === 1;
}

/** Switches MFA off, against a code of a step not taken before. False when it was taken. */
export async function switchMfaOff(tx: Tx, scope: PersonScope, step: bigint): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: {
      companyId: scope.companyId,
      id: scope.personId,
      mfaEnabledAt: { not: null },
      OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
    },
    data: { totpSecret: null, secretId: null, totpLastStep: null, mfaEnabledAt: null },
  });
  if (count === 0) return false;
  await tx.recoveryCode.deleteMany({ where: scope });
  await tx.mfaEnrolment.deleteMany({ where: scope });
  return true;
}

/** Somebody's MFA from the outside, locked. */
export type MfaTarget = PersonScope & { hasMfa: boolean; owesLink: boolean };

export async function lockByEmail(tx: Tx, emailKey: string): Promise<MfaTarget | null> {
  const [row] = await tx.$queryRaw<MfaTarget[]>`
    SELECT p.company_id AS "companyId", p.id AS "personId", p.mfa_enabled_at IS NOT NULL AS "hasMfa",
      EXISTS (SELECT FROM account_token t WHERE t.company_id = p.company_id AND t.person_id = p.id
        AND t.kind = 'MFA_ENROLMENT' AND t.used_at IS NULL) AS "owesLink"
    FROM person p WHERE p.email_key = ${emailKey} AND p.deactivated_at IS NULL FOR NO KEY UPDATE OF p`;
  return row ?? null;
}

/** Takes MFA off somebody, whatever was there, and ends every sign-in of theirs. */
export async function clearMfa(tx: Tx, scope: PersonScope, at: Instant): Promise<void> {
  await tx.person.updateMany({
    where: { companyId: scope.companyId, id: scope.personId },
    data: { totpSecret: null, secretId: null, totpLastStep: null, mfaEnabledAt: null },
  });
  await tx.recoveryCode.deleteMany({ where: scope });
  await tx.mfaEnrolment.deleteMany({ where: scope });
  await tx.session.updateMany({
    where: { ...scope, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: 'mfa_reset' },
  });
  await tx.pendingSignIn.deleteMany({ where: scope });
}

type NewLink = { id: string; tokenHash: Uint8Array<ArrayBuffer>; createdAt: Instant; expiresAt: Instant };

/** One link at a time: making one voids the one before. While it is unused, enrolling needs it. */
export async function putEnrolmentLink(tx: Tx, scope: PersonScope, link: NewLink): Promise<void> {
  const kind = 'MFA_ENROLMENT';
  await tx.accountToken.deleteMany({ where: { ...scope, kind, usedAt: null } });
  const times = { createdAt: toDate(link.createdAt), expiresAt: toDate(link.expiresAt) };
  await tx.accountToken.create({ data: { ...scope, kind, ...link, ...times } });
}

/** MFA was reset, and the link that was mailed then is not used. */
export async function owesEnrolmentLink(tx: Tx, scope: PersonScope): Promise<boolean> {
  return (await tx.accountToken.count({ where: { ...scope, kind: 'MFA_ENROLMENT', usedAt: null } })) > 0;
}

/** Whether enrolling may begin: nothing is owed, or the link that is owed was shown in time. */
export async function isLinkSettled(
  tx: Tx,
  scope: PersonScope,
  tokenHash: Uint8Array<ArrayBuffer> | null,
  now: Instant,
): Promise<boolean> {
  const owed = { ...scope, kind: 'MFA_ENROLMENT', usedAt: null } as const;
  if (!(await owesEnrolmentLink(tx, scope))) return true;
  if (tokenHash === null) return false;
  return (await tx.accountToken.count({ where: { ...owed, tokenHash, expiresAt: { gt: toDate(now) } } })) === 1;
}

/** MFA is on: the link has done its work. */
export async function spendEnrolmentLink(tx: Tx, scope: PersonScope, at: Instant): Promise<void> {
  await tx.accountToken.updateMany({
    where: { ...scope, kind: 'MFA_ENROLMENT', usedAt: null },
    data: { usedAt: toDate(at) },
  });
}

type NewRecoveryCode = { id: string; codeHash: Uint8Array<ArrayBuffer>; secretId: string };

/** Replaces all recovery codes of the person. */
export async function putRecoveryCodes(
  tx: Tx,
  scope: PersonScope,
  codes: NewRecoveryCode[],
  at: Instant,
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: scope });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ ...scope, ...code, createdAt: toDate(at) })) });
}

type StepUp = { tokenHash: Uint8Array<ArrayBuffer>; mfaAt: Instant | null };

/** Gives the session a new token at a change of what it is worth, and ends every other sign-in of the person. */
export async function stepUpSession(
  tx: Tx,
  scope: PersonScope,
  sessionId: string,
  to: StepUp,
  at: Instant,
): Promise<boolean> {
  await tx.session.updateMany({
    where: { ...scope, id: { not: sessionId }, endedAt: null },
    data: { endedAt: toDate(at), endedBecause: 'mfa_changed' },
  });
  await tx.pendingSignIn.deleteMany({ where: scope });
  const { count } = await tx.session.updateMany({
    where: { ...scope, id: sessionId, endedAt: null },
    data: { tokenHash: to.tokenHash, mfaAt: toNullableDate(to.mfaAt) },
  });
  return count === 1;
}

/** A guarded write: only forward. False when that step, or a later one, was reached before. */
export async function advanceTotpStep(tx: Tx, { companyId, personId }: PersonScope, step: bigint): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: {
      companyId,
      id: personId,
      mfaEnabledAt: { not: null },
      OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
    },
    data: { totpLastStep: step },
  });
  return count === 1;
}

type Refresh = { tokenHash: Uint8Array<ArrayBuffer> } & ({ mfaAt: Instant } | { passwordAt: Instant });

/** Notes a factor just given, under a new token. Other sign-ins stay. False when the session is over. */
export async function refreshSession(tx: Tx, scope: PersonScope, sessionId: string, to: Refresh): Promise<boolean> {
  const proof = 'mfaAt' in to ? { mfaAt: toDate(to.mfaAt) } : { passwordAt: toDate(to.passwordAt) };
  const { count } = await tx.session.updateMany({
    where: { ...scope, id: sessionId, endedAt: null },
    data: { tokenHash: to.tokenHash, ...proof },
  });
  return count === 1;
}

export async function findSessionEnd(db: Db | Tx, scope: PersonScope, sessionId: string): Promise<Instant | null> {
  const row = await db.session.findFirst({ where: { ...scope, id: sessionId }, select: { expiresAt: true } });
  return row === null ? null : fromDate(row.expiresAt);
}

export async function findMfaState(
  db: Db,
  scope: PersonScope,
): Promise<{ enabledAt: Instant | null; unusedRecoveryCodes: number }> {
  const person = await db.person.findUnique({
    where: { companyId_id: { companyId: scope.companyId, id: scope.personId } },
    select: { mfaEnabledAt: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
  });
  return {
    enabledAt: fromNullableDate(person?.mfaEnabledAt ?? null),
    unusedRecoveryCodes: person?._count.recoveryCodes ?? 0,
  };
}
