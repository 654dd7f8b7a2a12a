import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { PeopleChange, PeopleFilter, PeopleSelection } from './directory-schemas';
import type { PersonScope } from './store';

/** Reading the people of a company, page by page. */

/** Beyond these keys of one person nobody counts on a list. */
const MOST_KEYS_COUNTED = 1_000;

export type DirectoryRow = {
  id: string;
  name: string;
  email: string;
  /** By which the list is sorted. */
  sortName: string;
  isAdministrator: boolean;
  isInstallationOperator: boolean;
  isPrimaryContact: boolean;
  hasKeyManagement: boolean;
  hasMfa: boolean;
  hasPassword: boolean;
  deactivatedAt: Instant | null;
  /** Until when the unanswered invitation is good; null without one. */
  invitedUntil: Instant | null;
  /** At most one more than MOST_KEYS_COUNTED. */
  keyCount: number;
  lastSeenAt: Instant | null;
};

type Times = 'deactivatedAt' | 'invitedUntil' | 'lastSeenAt';
type RawRow = Omit<DirectoryRow, Times> & { [N in Times]: Date | null };

/** Of the people that `inner` picks; what is looked up per person is looked up for these alone. */
async function selectPeople(db: Db, inner: Prisma.Sql, order: Prisma.Sql): Promise<DirectoryRow[]> {
  const rows = await db.$queryRaw<RawRow[]>`
    SELECT p.id, p.name, p.email, lower(p.name) AS "sortName", p.is_administrator AS "isAdministrator",
      p.is_installation_operator AS "isInstallationOperator", (p.id = c.primary_contact_id) IS TRUE AS "isPrimaryContact",
      p.has_key_management AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa",
      p.password_hash IS NOT NULL AS "hasPassword", p.deactivated_at AS "deactivatedAt", i.until AS "invitedUntil",
      k.count AS "keyCount", s.last_seen_at AS "lastSeenAt"
    FROM (${inner}) p
    JOIN company c ON c.id = p.company_id
    LEFT JOIN LATERAL (
      SELECT max(t.expires_at) AS until FROM account_token t
      WHERE t.company_id = p.company_id AND t.person_id = p.id AND t.kind = 'INVITATION' AND t.used_at IS NULL
        AND p.password_hash IS NULL) i ON true
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS count FROM (
        SELECT 1 FROM api_key WHERE company_id = p.company_id AND owner_id = p.id AND deleted_at IS NULL
        ${limitTo(MOST_KEYS_COUNTED + 1)}) one) k ON true
    LEFT JOIN LATERAL (
      SELECT last_seen_at FROM session WHERE company_id = p.company_id AND person_id = p.id
      ORDER BY last_seen_at DESC LIMIT 1) s ON true
    ${order}`;
  return rows.map((row) => ({
    ...row,
    deactivatedAt: fromNullableDate(row.deactivatedAt),
    invitedUntil: fromNullableDate(row.invitedUntil),
    lastSeenAt: fromNullableDate(row.lastSeenAt),
  }));
}

/** Up to `limit` people on the way from `place`, nearest first; by name, and by id among namesakes. */
export async function listPeople(
  db: Db,
  companyId: string,
  filter: PeopleFilter,
  place: ListPlace | null,
  limit: number,
): Promise<DirectoryRow[]> {
  const isBackwards = place?.way === 'before';
  const order = isBackwards
    ? Prisma.sql`ORDER BY lower(p.name) DESC, p.id DESC`
    : Prisma.sql`ORDER BY lower(p.name), p.id`;
  const inner = Prisma.sql`
    SELECT p.* FROM person p WHERE ${filtered(companyId, filter)} ${beyond(place)} ${order} ${limitTo(limit)}`;
  return selectPeople(db, inner, order);
}

function beyond(place: ListPlace | null): Prisma.Sql {
  if (place === null) return Prisma.empty;
  const [name = '', id = ''] = place.values;
  return place.way === 'after'
    ? Prisma.sql`AND (lower(p.name), p.id) > (${name}, ${id})`
    : Prisma.sql`AND (lower(p.name), p.id) < (${name}, ${id})`;
}

export async function findPersonRow(db: Db, { companyId, personId }: PersonScope): Promise<DirectoryRow | null> {
  const inner = Prisma.sql`SELECT p.* FROM person p WHERE p.company_id = ${companyId} AND p.id = ${personId}`;
  const [row] = await selectPeople(db, inner, Prisma.empty);
  return row ?? null;
}

/** How many the filter finds, counted up to one more than MOST_COUNTED. */
export async function countPeople(db: Db, companyId: string, filter: PeopleFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM person p WHERE ${filtered(companyId, filter)} ${limitTo(MOST_COUNTED + 1)}) one`;
  return row?.count ?? 0;
}

const IS_INVITED = Prisma.sql`p.password_hash IS NULL AND EXISTS (
  SELECT FROM account_token t WHERE t.company_id = p.company_id AND t.person_id = p.id AND t.kind = 'INVITATION'
    AND t.used_at IS NULL)`;

/** The company's people that the filter finds, as conditions on `p`. */
function filtered(companyId: string, { q, keys, mfa, role, state }: PeopleFilter): Prisma.Sql {
  const conditions = [Prisma.sql`p.company_id = ${companyId}`];
  if (q !== '') {
    const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(p.name ILIKE ${pattern} OR p.email_key LIKE ${pattern.toLowerCase()})`);
  }
  if (keys !== null) conditions.push(Prisma.sql`p.has_key_management = ${keys === 'granted'}`);
  if (mfa !== null) conditions.push(mfa === 'on' ? HAS_MFA : Prisma.sql`NOT (${HAS_MFA})`);
  if (role !== null) conditions.push(Prisma.sql`p.is_administrator = ${role === 'administrator'}`);
  if (state !== null) conditions.push(STATES[state]);
  return Prisma.join(conditions, ' AND ');
}

const HAS_MFA = Prisma.sql`p.mfa_enabled_at IS NOT NULL`;

const STATES: Record<NonNullable<PeopleFilter['state']>, Prisma.Sql> = {
  active: Prisma.sql`p.deactivated_at IS NULL AND NOT (${IS_INVITED})`,
  invited: Prisma.sql`p.deactivated_at IS NULL AND ${IS_INVITED}`,
  deactivated: Prisma.sql`p.deactivated_at IS NOT NULL`,
};

/** The people that are meant, as conditions on `p`. */
function selected(companyId: string, { people, filter }: PeopleSelection): Prisma.Sql {
  return people === null
    ? filtered(companyId, filter)
    : Prisma.sql`p.company_id = ${companyId} AND p.id = ANY(${people})`;
}

/** Whom it would change: nobody who is so already, and never whoever does it. */
function changing(change: PeopleChange, actorId: string): Prisma.Sql {
  switch (change) {
    case 'DEACTIVATE':
      return Prisma.sql`p.deactivated_at IS NULL AND p.id <> ${actorId}`;
    case 'GRANT_KEY_MANAGEMENT':
      return Prisma.sql`NOT p.has_key_management AND p.id <> ${actorId}`;
    case 'WITHDRAW_KEY_MANAGEMENT':
      return Prisma.sql`p.has_key_management AND p.id <> ${actorId}`;
  }
}

/** A statement that answers the id of everybody it would change, and a version, since people have none. */
export function changingPeople(
  companyId: string,
  actorId: string,
  change: PeopleChange,
  selection: PeopleSelection,
): Prisma.Sql {
  return Prisma.sql`SELECT p.id, 1 FROM person p WHERE ${selected(companyId, selection)} AND ${changing(change, actorId)}`;
}

export type ChangeCounts = {
  selected: number;
  changing: number;
  /** Whether whoever does it is among the selected. */
  hasActor: boolean;
  /** Keys of the changing people that verify now. */
  workingKeys: number;
};

/** What a change of several people would do, without doing it. */
export async function countChange(
  db: Db | Tx,
  { companyId, personId: actorId }: PersonScope,
  change: PeopleChange,
  selection: PeopleSelection,
  now: Instant,
): Promise<ChangeCounts> {
  const [row] = await db.$queryRaw<ChangeCounts[]>`
    WITH chosen AS MATERIALIZED (
      SELECT p.id, p.company_id, p.deactivated_at, p.mfa_enabled_at, ${changing(change, actorId)} AS changes
      FROM person p WHERE ${selected(companyId, selection)})
    SELECT (SELECT count(*)::int FROM chosen) AS selected, (SELECT count(*)::int FROM chosen WHERE changes) AS changing,
      EXISTS (SELECT FROM chosen WHERE id = ${actorId}) AS "hasActor",
      (SELECT count(*)::int FROM chosen p
        JOIN company c ON c.id = p.company_id JOIN key_policy y ON y.company_id = p.company_id
        JOIN api_key k ON k.company_id = p.company_id AND k.owner_id = p.id
        LEFT JOIN key_last_use u ON u.key_id = k.id
        WHERE p.changes AND ${isWorking(now)}) AS "workingKeys"`;
  if (row === undefined) throw new Error('a count has one row');
  return row;
}

/** The verifier's words for VALID as far as they concern owner and life of a key (periods are ISO 8601 in lower case). */
function isWorking(now: Instant): Prisma.Sql {
  const at = toDate(now);
  return Prisma.sql`k.deleted_at IS NULL AND k.disabled_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${at})
    AND p.deactivated_at IS NULL AND (p.mfa_enabled_at IS NOT NULL OR NOT y.requires_mfa)
    AND (k.not_accessed_period IS NULL
      OR ((greatest(k.issued_at, u.last_used_at) AT TIME ZONE c.time_zone) + upper(k.not_accessed_period)::interval)
        AT TIME ZONE c.time_zone > ${at})`;
}
