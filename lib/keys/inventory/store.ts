import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromIso, type Instant, toIso } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { KeyRecord } from '../dto';
import type { Reading } from '../present';
import { KEY_COLUMNS, KEY_JOINS, type KeyRow, keyFromRow } from '../store';
import { type Condition, conditionsOf, type Judgement, type Search, searchOf } from './conditions';
import type { KeyFilters, KeySort } from './filters';

/** A key of the company with its owner. `sortValue` is where it stands in the list, with its id. */
export type ListedKey = KeyRecord & {
  /** `email` of a person, `userId` of a service account. */
  owner: Reading['owner'] & { name: string; email: string | null; userId: string | null };
  hasIpPolicy: boolean;
  sortValue: string;
};

/**
 * How a list is found. What filters ask stands in key_listing, which is read in the order of the list, or by the index of a
 * filter that few meet. A search that few meet is found by its own indexes and collected; one that many meet is asked of each
 * row. Deciding that by counting, instead of leaving it to the planner's guess, is what keeps the slowest list fast.
 */
export type Plan = {
  conditions: readonly Condition[];
  /** Asked of each row; null where there is none, or where it was collected. */
  search: Search | null;
  /** The keys are among these ids. */
  candidates: Prisma.Sql | null;
  judgement: Judgement;
};

/** Up to so many keys are collected. */
const FEW = 15_000;
/** Ids are drawn by lot, so that the first of them tell how frequent something is. */
const SAMPLE = 2_000;
/** Of a sample: with so many it is many in any company of which a list needs thought. */
const FREQUENT = 60;

/** Looks how many the search finds, no further than needed. */
export async function planList(db: Db | Tx, filters: KeyFilters, judgement: Judgement): Promise<Plan> {
  const conditions = conditionsOf(filters, judgement);
  if (filters.search === null) return { conditions, search: null, candidates: null, judgement };
  const search = searchOf(filters.search, judgement);
  const areFew = !(await isFrequent(db, search, judgement)) && (await countUpTo(db, search.arms)) <= FEW;
  return areFew
    ? { conditions, search: null, candidates: unionOf(search.arms), judgement }
    : { conditions, search, candidates: null, judgement };
}

/** These keys and no others, as far as they are the company's and not deleted. */
export function planChosen(ids: readonly string[], judgement: Judgement): Plan {
  const chosen = Prisma.sql`SELECT DISTINCT id FROM unnest(${ids}::text[]) AS chosen (id)`;
  return { conditions: [], search: null, candidates: chosen, judgement };
}

async function isFrequent(db: Db | Tx, { sampled }: Search, { companyId }: Judgement): Promise<boolean> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FILTER (WHERE ${sampled}) FROM (
      SELECT search FROM key_listing WHERE company_id = ${companyId} ORDER BY key_id ${limitTo(SAMPLE)}) l`;
  return Number(row?.count ?? 0) >= FREQUENT;
}

async function countUpTo(db: Db | Tx, arms: readonly Prisma.Sql[]): Promise<number> {
  const bounded = arms.map((arm) => Prisma.sql`(${arm} ${limitTo(FEW + 1)})`);
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (${Prisma.join(bounded, ' UNION ALL ')}) AS candidate`;
  return Number(row?.count ?? 0);
}

const unionOf = (arms: readonly Prisma.Sql[]) => Prisma.join(arms, ' UNION ');

/** `WITH …` of what is collected first. */
function collected({ candidates }: Plan): Prisma.Sql {
  return candidates === null ? Prisma.empty : Prisma.sql`WITH candidate (id) AS MATERIALIZED (${candidates})`;
}

/** FROM and WHERE of what matches, as l. The search comes last, since it is the dearest to ask. */
function matching({ conditions, search, candidates, judgement: { companyId } }: Plan): Prisma.Sql {
  // LIMIT keeps the planner from reading the whole table to join it, which it does when it takes few for many.
  const from =
    candidates === null
      ? Prisma.sql`key_listing l`
      : Prisma.sql`candidate CROSS JOIN LATERAL (
          SELECT * FROM key_listing WHERE company_id = ${companyId} AND key_id = candidate.id LIMIT 1) l`;
  const asked = conditions.map(({ holds }) => holds);
  const wishes = [Prisma.sql`l.company_id = ${companyId}`, ...asked, ...(search === null ? [] : [search.holds])];
  return Prisma.sql`FROM ${from} WHERE ${Prisma.join(wishes, ' AND ')}`;
}

/** A frequent search within a filter is asked of each row that passes, up to a million of them, to find the few of both. */
const MOST_COUNTED_IN_BOTH = 1_000;

/** How far matches are counted: what is more is only said to be more. */
export function mostCounted({ search, conditions }: Plan): number {
  return search !== null && conditions.length > 0 ? MOST_COUNTED_IN_BOTH : MOST_COUNTED;
}

/** How many match each of the plans, at most one more than its `mostCounted`: one statement, since each costs more than it counts. */
export async function countMatches(db: Db | Tx, plans: readonly Plan[]): Promise<number[]> {
  const counts = plans.map(
    (plan) => Prisma.sql`(${collected(plan)}
      SELECT count(*) FROM (SELECT 1 ${matching(plan)} ${limitTo(mostCounted(plan) + 1)}) AS match)`,
  );
  const [row] = await db.$queryRaw<{ counts: bigint[] }[]>`SELECT ARRAY[${Prisma.join(counts)}] AS counts`;
  return plans.map((_, index) => Number(row?.counts[index] ?? 0));
}

/** What each order compares by, as its index has it. What never expires comes last, what was never used first. */
const ORDERS: Record<KeySort['by'], { value: Prisma.Sql; type: Prisma.Sql }> = {
  name: { value: Prisma.sql`l.name_key`, type: Prisma.sql`text` },
  created: { value: Prisma.sql`l.created_at`, type: Prisma.sql`timestamptz` },
  expires: { value: Prisma.sql`l.expires_at`, type: Prisma.sql`timestamptz` },
  used: { value: Prisma.sql`coalesce(l.last_used_at, '-infinity')`, type: Prisma.sql`timestamptz` },
};

function sortValue({ by }: KeySort, key: KeyRecord): string {
  switch (by) {
    case 'name':
      return nameKey(key.name);
    case 'created':
      return toIso(key.createdAt);
    case 'expires':
      return key.expiresAt === null ? 'infinity' : toIso(key.expiresAt);
    case 'used':
      return key.lastUsedAt === null ? '-infinity' : toIso(key.lastUsedAt);
  }
}

const TIME = /^(-?infinity|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** Whether the order of the list has such a place; whoever wrote the address chose it. */
export function isPlaceIn({ by }: KeySort, { values: [value = ''] }: ListPlace): boolean {
  if (by === 'name') return true;
  if (!TIME.test(value)) return false;
  return value.endsWith('infinity') || isInstant(value);
}

function isInstant(iso: string): boolean {
  try {
    return toIso(fromIso(iso)) === iso;
  } catch {
    return false;
  }
}

type Row = KeyRow & {
  ownerName: string;
  email: string | null;
  userId: string | null;
  isOwnerActive: boolean;
  hasKeyManagement: boolean;
  hasMfa: boolean;
  hasIpPolicy: boolean;
};

/** Up to `limit` keys on the way from `place`, nearest first. */
export async function listMatches(
  db: Db | Tx,
  plan: Plan,
  sort: KeySort,
  place: ListPlace | null,
  limit: number,
): Promise<ListedKey[]> {
  const { value, type } = ORDERS[sort.by];
  const isDescending = sort.isDescending !== (place?.way === 'before');
  const way = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const sign = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const [placeValue = '', placeId = ''] = place?.values ?? [];
  const beyond =
    place === null ? Prisma.empty : Prisma.sql`AND (${value}, l.key_id) ${sign} (${placeValue}::${type}, ${placeId})`;
  const begin = sort.by === 'expires' ? datesOf(plan) : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    ${collected(plan)}
    SELECT ${KEY_COLUMNS}, hit.has_ip_policy AS "hasIpPolicy", coalesce(p.name, s.name, o.name) AS "ownerName",
      p.email, s.user_id AS "userId", coalesce(p.deactivated_at, s.deactivated_at, o.deactivated_at) IS NULL AS "isOwnerActive",
      coalesce(p.has_key_management, false) AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa"
    FROM (SELECT l.key_id, ${value} AS value, l.has_ip_policy ${matching(plan)} ${begin} ${beyond}
      ORDER BY ${value} ${way}, l.key_id ${way} ${limitTo(limit)}) hit
    ${KEY_OF_HIT} ${OWNERS} JOIN company o ON o.id = k.company_id ${KEY_JOINS}
    ORDER BY hit.value ${way}, k.id ${way}`;
  return rows.map((row) => listedKey(row, sort));
}

/** Where a walk in the order of dates begins and ends. */
function datesOf({ conditions }: Plan): Prisma.Sql {
  const dates = conditions.flatMap((condition) => (condition.dates === null ? [] : [condition.dates]));
  return dates.length === 0 ? Prisma.empty : Prisma.sql`AND ${Prisma.join(dates, ' AND ')}`;
}

/** Read for the rows of the page alone. */
const KEY_OF_HIT = Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM api_key WHERE id = hit.key_id LIMIT 1) k`;
const OWNERS = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT * FROM person WHERE company_id = k.company_id AND id = k.owner_person_id LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT * FROM service_account WHERE company_id = k.company_id AND id = k.owner_service_account_id LIMIT 1) s ON true`;

function listedKey(row: Row, sort: KeySort): ListedKey {
  const { ownerName, email, userId, isOwnerActive, hasKeyManagement, hasMfa, hasIpPolicy } = row;
  const key = keyFromRow(row);
  const person = key.ownerKind === 'USER' ? { hasKeyManagement, hasMfa } : null;
  return {
    ...key,
    owner: { name: ownerName, email, userId, isActive: isOwnerActive, person },
    hasIpPolicy,
    sortValue: sortValue(sort, key),
  };
}

/** `working`: neither disabled nor over. `used` and `workingUsed`: of all and of these, the ones used since. */
export type MatchCount = { count: number; working: number; used: number; workingUsed: number };

/** How many match, at most `limit`, what is so of them `now`, and what was used `since`. */
export async function countExactly(
  db: Db | Tx,
  plan: Plan,
  { now, since }: { now: Instant; since: Instant },
  limit: number,
): Promise<MatchCount> {
  const isUsed = Prisma.sql`last_used_at > ${toIso(since)}::timestamptz`;
  const works = isWorking(now);
  const [row] = await db.$queryRaw<Record<keyof MatchCount, number>[]>`
    ${collected(plan)} SELECT count(*)::int, count(*) FILTER (WHERE ${works})::int AS working,
      count(*) FILTER (WHERE ${isUsed})::int AS used,
      count(*) FILTER (WHERE ${works} AND ${isUsed})::int AS "workingUsed"
    FROM (SELECT l.last_used_at, l.is_disabled, l.ends_at ${matching(plan)} ${limitTo(limit)}) AS match`;
  return row ?? { count: 0, working: 0, used: 0, workingUsed: 0 };
}

/**
 * The statement that answers `(id, version)` of what matches now, each key once, in no order.
 * @param workingAt only what is neither disabled nor over then; null = all
 */
export function matchesWithVersion(plan: Plan, workingAt: Instant | null): Prisma.Sql {
  const only = workingAt === null ? Prisma.empty : Prisma.sql`WHERE ${isWorking(workingAt)}`;
  return Prisma.sql`${collected(plan)} SELECT k.id, k.version
    FROM (SELECT l.key_id, l.is_disabled, l.ends_at ${matching(plan)}) hit JOIN api_key k ON k.id = hit.key_id ${only}`;
}

/** Of columns of key_listing. */
const isWorking = (now: Instant) => Prisma.sql`NOT is_disabled AND ends_at > ${toIso(now)}::timestamptz`;
