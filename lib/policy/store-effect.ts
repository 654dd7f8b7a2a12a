import { Prisma } from '@/generated/prisma/client';
import { fromNullableDate, type Instant, toDate } from '@/lib/kernel/instant';
import { type Period, periodCode } from '@/lib/kernel/period-code';
import type { Db, Tx } from '@/lib/platform/database';
import type { KeyPolicy } from './policy';

/** What a change of policy means to the keys there are. */
export type EffectQuestion = {
  companyId: string;
  now: Instant;
  /** MFA for owners, as it is and as it shall be. */
  mfa: { before: boolean; after: boolean };
  /** The inactivity limit that every key gets, if it is applied. */
  limit: Period | null;
  isApplied: boolean;
};

/** Keys that answer VALID now and would not, and the other way round. */
export type Moves = { stop: number; back: number };

export type Effect = {
  keys: number;
  /** Keys whose own limit is another. */
  otherLimit: number;
  /** By MFA alone, which the verifier judges at once. */
  byMfa: Moves;
  /** By the limit alone, once MFA is as it shall be. */
  byLimit: Moves;
  /** By all that would be saved. */
  all: Moves;
};

const NOTHING: Moves = { stop: 0, back: 0 };

/**
 * Counts in the database over the keys of the company: as many as there are, none is fetched. The conditions are those of
 * `judgeStanding`, which tests hold them against. What the verifier saw in the last minute and has not written is not known
 * here.
 */
export async function countEffect(db: Db, question: EffectQuestion): Promise<Effect> {
  const { companyId, mfa, limit } = question;
  const { keys, otherLimit } = await countLimits(db, companyId, limit);
  // As the page opens, mostly: what is the same for every key moves none, and need not be judged for each.
  if (mfa.before === mfa.after && otherLimit === 0) {
    return { keys, otherLimit, byMfa: NOTHING, byLimit: NOTHING, all: NOTHING };
  }
  const [row] = await db.$queryRaw<EffectRow[]>`
    ${judged(question)}
    SELECT count(*) FILTER (WHERE before AND NOT by_mfa)::int AS "mfaStop",
      count(*) FILTER (WHERE by_mfa AND NOT before)::int AS "mfaBack",
      count(*) FILTER (WHERE by_mfa AND NOT by_limit)::int AS "limitStop",
      count(*) FILTER (WHERE by_limit AND NOT by_mfa)::int AS "limitBack",
      count(*) FILTER (WHERE before AND NOT after)::int AS stop, count(*) FILTER (WHERE after AND NOT before)::int AS back
    FROM judged`;
  if (row === undefined) throw new Error('an aggregate has a row');
  return {
    keys,
    otherLimit,
    byMfa: { stop: row.mfaStop, back: row.mfaBack },
    byLimit: { stop: row.limitStop, back: row.limitBack },
    all: { stop: row.stop, back: row.back },
  };
}

type EffectRow = {
  [N in 'mfaStop' | 'mfaBack' | 'limitStop' | 'limitBack' | 'stop' | 'back']: number;
};

export type StoppingKey = { id: string; name: string; ownerName: string | null; lastUsedAt: Instant | null };

/** Those of the keys that would stop which somebody would miss first: last used last, at most `limit`. */
export async function listStopping(db: Db, question: EffectQuestion, limit: number): Promise<StoppingKey[]> {
  const rows = await db.$queryRaw<(Omit<StoppingKey, 'lastUsedAt'> & { lastUsedAt: Date | null })[]>`
    ${judged(question)}
    SELECT k.id, k.name, coalesce(p.name, s.user_id) AS "ownerName", missed.last_used_at AS "lastUsedAt"
    FROM (SELECT key_id, last_used_at FROM judged WHERE before AND NOT after
      ORDER BY last_used_at DESC NULLS LAST, key_id LIMIT ${limit}) missed
    JOIN api_key k ON k.id = missed.key_id
    LEFT JOIN person p ON p.id = k.owner_person_id
    LEFT JOIN service_account s ON s.id = k.owner_service_account_id
    ORDER BY missed.last_used_at DESC NULLS LAST, k.id`;
  return rows.map((row) => ({ ...row, lastUsedAt: fromNullableDate(row.lastUsedAt) }));
}

/**
 * Every key that is not deleted, with whether it answers VALID `before`, `by_mfa`, `by_limit` and `after`. What it has by
 * itself stands in key_listing, the end by its own limit too. `OFFSET 0` keeps PostgreSQL from working out again at each use
 * what was worked out once.
 */
function judged({ companyId, now, mfa, limit, isApplied }: EffectQuestion): Prisma.Sql {
  const at = toDate(now);
  const given = limit === null ? null : periodCode(limit);
  return Prisma.sql`
    WITH given AS MATERIALIZED (${readLimit(given, at)}),
    standing AS (
      SELECT l.key_id, l.last_used_at, l.rested_from, l.lacks_mfa, c.time_zone, given.period, given.young, given.old,
        l.expires_at > ${at} AND NOT l.is_disabled AND NOT l.is_owner_inactive AND c.deactivated_at IS NULL AS stands,
        l.inactive_from IS NULL OR l.inactive_from > ${at} AS is_used
      FROM key_listing l
      JOIN company c ON c.id = l.company_id
      CROSS JOIN given
      WHERE l.company_id = ${companyId} OFFSET 0
    ), rested AS (
      SELECT *, stands AND is_used AS lives, stands AND NOT ${isOver(at)} AS lives_by_limit FROM standing OFFSET 0
    ), judged AS (
      SELECT *, lives AND NOT (lacks_mfa AND ${mfa.before}) AS before, lives AND NOT (lacks_mfa AND ${mfa.after}) AS by_mfa,
        lives_by_limit AND NOT (lacks_mfa AND ${mfa.after}) AS by_limit,
        (CASE WHEN ${isApplied} THEN lives_by_limit ELSE lives END) AND NOT (lacks_mfa AND ${mfa.after}) AS after
      FROM rested OFFSET 0
    )`;
}

/**
 * The limit that is asked about. `p3m` is ISO 8601 but for its case, and has no T that would make months minutes. Months before
 * `at` by plain arithmetic are right to a few days: what has rested since `young` or less goes on, what has rested since before
 * `old` is over.
 */
function readLimit(given: string | null, at: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT period, ${at}::timestamptz - period + interval '5 days' AS young,
      ${at}::timestamptz - period - interval '5 days' AS old
    FROM (SELECT upper(${given}::text)::interval AS period OFFSET 0) read`;
}

/** Whether disuse has ended a key. Only what is between `young` and `old` is worth the calendar. */
function isOver(at: Date): Prisma.Sql {
  return Prisma.sql`(CASE
    WHEN period IS NULL OR rested_from > young THEN false
    WHEN rested_from < old THEN true
    ELSE ${endOf(Prisma.sql`rested_from`, Prisma.sql`period`, Prisma.sql`time_zone`)} <= ${at}::timestamptz END)`;
}

/**
 * `addPeriod` in SQL: the wall clock of the zone moved on by the calendar. What that wall shows is found as `fromLocalTime`
 * finds it, by the offsets of a day before and a day after: PostgreSQL alone would read a time that exists twice as the
 * second one. A test holds it against Temporal.
 */
function endOf(from: Prisma.Sql, period: Prisma.Sql, zone: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT CASE WHEN late AT TIME ZONE ${zone} = wall AND early AT TIME ZONE ${zone} <> wall THEN late ELSE early END
    FROM (SELECT (${from} AT TIME ZONE ${zone}) + ${period} AS wall OFFSET 0) w,
    LATERAL (SELECT
      (wall - (((wall - interval '1 day') AT TIME ZONE 'UTC') AT TIME ZONE ${zone} - (wall - interval '1 day'))) AT TIME ZONE 'UTC' AS early,
      (wall - (((wall + interval '1 day') AT TIME ZONE 'UTC') AT TIME ZONE ${zone} - (wall + interval '1 day'))) AT TIME ZONE 'UTC' AS late
      OFFSET 0) o)`;
}

/** Ends of periods as the statements above compute them, for the test that holds them against Temporal. */
export async function endsBySql(
  db: Db,
  cases: readonly { from: Instant; period: Period; zone: string }[],
): Promise<(Instant | null)[]> {
  const rows = await db.$queryRaw<{ end: Date }[]>`
    SELECT ${endOf(Prisma.sql`c.at`, Prisma.sql`upper(c.code)::interval`, Prisma.sql`c.zone`)} AS "end"
    FROM unnest(${cases.map(({ from }) => toDate(from))}::timestamptz[], ${cases.map(({ period }) => periodCode(period))}::text[],
      ${cases.map(({ zone }) => zone)}::text[]) WITH ORDINALITY AS c (at, code, zone, place)
    ORDER BY c.place`;
  return rows.map(({ end }) => fromNullableDate(end));
}

/** How many keys there are, and how many of them have another inactivity limit than this one. */
export async function countLimits(
  db: Db | Tx,
  companyId: string,
  limit: Period | null,
): Promise<Pick<Effect, 'keys' | 'otherLimit'>> {
  const given = limit === null ? null : periodCode(limit);
  const [row] = await db.$queryRaw<Pick<Effect, 'keys' | 'otherLimit'>[]>`
    SELECT count(*)::int AS keys, count(*) FILTER (WHERE not_accessed_period IS DISTINCT FROM ${given}::text)::int AS "otherLimit"
    FROM api_key WHERE company_id = ${companyId} AND deleted_at IS NULL`;
  if (row === undefined) throw new Error('an aggregate has a row');
  return row;
}

/** Owners of one kind: the keys of all of them, and how many of them have more than so many. */
export type Holding = { kind: KeyPolicy['ownerKinds'][number]; keys: number; ownersOver: number };

/** What each kind of owner has; a kind without keys is left out. Nobody has too many where there is no limit. */
export async function countHoldings(db: Db, companyId: string, keysPerOwner: number | null): Promise<Holding[]> {
  return db.$queryRaw<Holding[]>`
    SELECT kind::text, sum(keys)::int AS keys, count(*) FILTER (WHERE keys > ${keysPerOwner}::int)::int AS "ownersOver"
    FROM (SELECT owner_kind AS kind, count(*) AS keys FROM api_key
      WHERE company_id = ${companyId} AND deleted_at IS NULL GROUP BY owner_kind, owner_id) owner
    GROUP BY kind ORDER BY kind`;
}

/** `last` is null when there are no more. */
export type AppliedPart = { count: number; last: string | null };

/**
 * Gives the next keys that are not deleted this limit, behind the id `after`. By id, so that two who change many keys never
 * wait for each other.
 */
export async function applyLimit(
  tx: Tx,
  companyId: string,
  limit: Period | null,
  { after, most }: { after: string; most: number },
): Promise<AppliedPart> {
  const given = limit === null ? null : periodCode(limit);
  const [part] = await tx.$queryRaw<AppliedPart[]>`
    WITH part AS (
      SELECT id FROM api_key
      WHERE company_id = ${companyId} AND id > ${after} AND deleted_at IS NULL
        AND not_accessed_period IS DISTINCT FROM ${given}::text
      ORDER BY id LIMIT ${most} FOR NO KEY UPDATE
    ), changed AS (
      UPDATE api_key k SET not_accessed_period = ${given}::text, version = version + 1
      FROM part WHERE k.company_id = ${companyId} AND k.id = part.id RETURNING k.id
    )
    SELECT count(*)::int AS count, max(id) AS last FROM changed`;
  return part ?? { count: 0, last: null };
}
