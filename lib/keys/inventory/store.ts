import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromIso, type Instant, toIso } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import type { Reading } from '../present';
import { KEY_COLUMNS, KEY_JOINS, type KeyRow, keyFromRow, type StoredKey } from '../store';
import { type Condition, conditionsOf, type Judgement } from './conditions';
import type { KeyFilters, KeySort } from './filters';

/** A key of the company with its owner. `sortValue` is where it stands in the list, with its id. */
export type ListedKey = StoredKey & {
  owner: Reading['owner'] & { name: string; userId: string | null };
  hasIpPolicy: boolean;
  sortValue: string;
};

/**
 * How a list is found. `FEW`: every key that one of the conditions may hold of is collected by its index, and the rest is
 * asked of these alone. `MANY`: each condition holds of so many that walking along the order of the list meets enough of them
 * soon. Deciding it by counting, instead of leaving it to the planner's guess, is what keeps the slowest list fast.
 */
export type Plan = {
  conditions: readonly Condition[];
  /** Of the condition that the fewest keys fulfil. Null where no index knows any. */
  candidates: readonly Prisma.Sql[] | null;
  areFew: boolean;
  judgement: Judgement;
};

/** Up to so many keys are collected and sorted at once; beyond, 3 in 100 of a million match. */
const FEW = 30_000;

/**
 * Each table is asked for the rows of the one before, never the other way round: LIMIT keeps the planner from joining a million
 * keys first, which it does when it takes few for many.
 */
const LISTING = Prisma.sql`CROSS JOIN LATERAL (
  SELECT * FROM key_listing WHERE company_id = k.company_id AND key_id = k.id LIMIT 1) l`;
const keyOf = (id: Prisma.Sql) => Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM api_key WHERE id = ${id} LIMIT 1) k`;
const OWNERS = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT * FROM person WHERE company_id = k.company_id AND id = k.owner_person_id LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT * FROM service_account WHERE company_id = k.company_id AND id = k.owner_service_account_id LIMIT 1) s ON true`;

/** Counts what each condition may hold of, no further than needed, and takes the one with the fewest. */
export async function planList(db: Db | Tx, filters: KeyFilters, judgement: Judgement): Promise<Plan> {
  const conditions = conditionsOf(filters, judgement);
  const indexed = conditions.flatMap(({ candidates }) => (candidates === null ? [] : [candidates]));
  const counts = await Promise.all(indexed.map((candidates) => countUpTo(db, candidates)));
  const fewest = counts.indexOf(Math.min(...counts));
  const candidates = indexed[fewest] ?? null;
  return { conditions, judgement, candidates, areFew: candidates !== null && (counts[fewest] ?? 0) <= FEW };
}

/** These keys and no others, as far as they are the company's and not deleted. */
export function planChosen(ids: readonly string[], judgement: Judgement): Plan {
  const chosen = Prisma.sql`SELECT id FROM unnest(${ids}::text[]) AS chosen (id)`;
  return { conditions: [], judgement, candidates: [chosen], areFew: true };
}

async function countUpTo(db: Db | Tx, candidates: readonly Prisma.Sql[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const arms = candidates.map((arm) => Prisma.sql`(${arm} LIMIT ${FEW + 1})`);
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (${Prisma.join(arms, ' UNION ALL ')}) AS candidate`;
  return Number(row?.count ?? 0);
}

/** @param kind UNION ALL answers the first ones while it still looks for more, and the same one again where arms overlap */
function unionOf(candidates: readonly Prisma.Sql[], kind: ' UNION ' | ' UNION ALL '): Prisma.Sql {
  const arms = candidates.map((arm) => Prisma.sql`(${arm})`);
  return arms.length === 0 ? Prisma.sql`SELECT NULL::text WHERE false` : Prisma.join(arms, kind);
}

/** FROM and WHERE of what matches. @param first the tables k and l, as the way through them asks */
function matching({ conditions, judgement: { companyId } }: Plan, first: Prisma.Sql): Prisma.Sql {
  const isOurs = Prisma.sql`k.company_id = ${companyId} AND k.deleted_at IS NULL AND l.company_id = ${companyId}`;
  const owners = conditions.some(({ asksOwner }) => asksOwner) ? OWNERS : Prisma.empty;
  return Prisma.sql`FROM ${first} ${owners} WHERE ${Prisma.join([isOurs, ...conditions.map(({ holds }) => holds)], ' AND ')}`;
}

const CANDIDATES = Prisma.sql`candidate ${keyOf(Prisma.sql`candidate.id`)} ${LISTING}`;

/** How many match, no further than the words go. */
export async function countMatches(db: Db | Tx, plan: Plan): Promise<number> {
  const { conditions, candidates, judgement } = plan;
  if (conditions.length === 0) return countAll(db, judgement.companyId);
  const { met, distinct } = await countStream(db, plan, ENOUGH);
  // Where candidates overlap, the same key was met again: look on, until as many as that cannot be the same ones.
  const isShort = met === ENOUGH && distinct < ENOUGH && candidates !== null;
  const final = isShort ? await countStream(db, plan, ENOUGH * candidates.length) : { distinct };
  return Math.min(ENOUGH, final.distinct);
}

const ENOUGH = MOST_COUNTED + 1;

async function countStream(db: Db | Tx, plan: Plan, limit: number): Promise<{ met: number; distinct: number }> {
  const { candidates } = plan;
  const listed =
    candidates === null
      ? Prisma.empty
      : Prisma.sql`WITH candidate (id) AS NOT MATERIALIZED (${unionOf(candidates, ' UNION ALL ')})`;
  const way = candidates === null ? Prisma.sql`api_key k ${LISTING}` : CANDIDATES;
  const [row] = await db.$queryRaw<{ met: bigint; distinct: bigint }[]>`
    ${listed} SELECT count(*) AS met, count(DISTINCT id) AS distinct FROM (SELECT k.id ${matching(plan, way)} LIMIT ${limit}) AS match`;
  return { met: Number(row?.met ?? 0), distinct: Number(row?.distinct ?? 0) };
}

async function countAll(db: Db | Tx, companyId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (
      SELECT 1 FROM api_key WHERE company_id = ${companyId} AND deleted_at IS NULL LIMIT ${MOST_COUNTED + 1}) AS key`;
  return Number(row?.count ?? 0);
}

/** What each order compares by, as its index has it. What never expires comes last, what was never used first. */
const ORDERS: Record<KeySort['by'], { value: Prisma.Sql; id: Prisma.Sql; type: Prisma.Sql }> = {
  name: { value: Prisma.sql`k.name_key`, id: Prisma.sql`k.id`, type: Prisma.sql`text` },
  created: { value: Prisma.sql`k.created_at`, id: Prisma.sql`k.id`, type: Prisma.sql`timestamptz` },
  expires: {
    value: Prisma.sql`coalesce(k.expires_at, 'infinity')`,
    id: Prisma.sql`k.id`,
    type: Prisma.sql`timestamptz`,
  },
  used: {
    value: Prisma.sql`coalesce(l.last_used_at, '-infinity')`,
    id: Prisma.sql`l.key_id`,
    type: Prisma.sql`timestamptz`,
  },
};

function sortValue({ by }: KeySort, key: StoredKey): string {
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
  const { value, id, type } = ORDERS[sort.by];
  const isDescending = sort.isDescending !== (place?.way === 'before');
  const way = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const sign = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const [placeValue = '', placeId = ''] = place?.values ?? [];
  const beyond =
    place === null ? Prisma.empty : Prisma.sql`AND (${value}, ${id}) ${sign} (${placeValue}::${type}, ${placeId})`;
  const hit = Prisma.sql`hit (id, value) AS MATERIALIZED (
    SELECT ${id}, ${value} ${matching(plan, wayThrough(plan, sort))} ${beyond}
    ORDER BY ${value} ${way}, ${id} ${way} LIMIT ${limit})`;
  const collected =
    plan.areFew && plan.candidates !== null
      ? Prisma.sql`candidate (id) AS MATERIALIZED (${unionOf(plan.candidates, ' UNION ')}),`
      : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    WITH ${collected} ${hit}
    SELECT ${KEY_COLUMNS}, l.has_ip_policy AS "hasIpPolicy", coalesce(p.name, s.name, o.name) AS "ownerName",
      s.user_id AS "userId", coalesce(p.deactivated_at, s.deactivated_at, o.deactivated_at) IS NULL AS "isOwnerActive",
      coalesce(p.has_key_management, false) AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa"
    FROM hit JOIN api_key k ON k.id = hit.id ${LISTING} ${OWNERS} JOIN company o ON o.id = k.company_id ${KEY_JOINS}
    WHERE k.company_id = ${plan.judgement.companyId}
    ORDER BY hit.value ${way}, k.id ${way}`;
  return rows.map((row) => listedKey(row, sort));
}

/** Few are collected first; of many the order is walked, along the index of the table that has it. */
function wayThrough({ areFew }: Plan, { by }: KeySort): Prisma.Sql {
  if (areFew) return CANDIDATES;
  return by === 'used' ? Prisma.sql`key_listing l ${keyOf(Prisma.sql`l.key_id`)}` : Prisma.sql`api_key k ${LISTING}`;
}

function listedKey(row: Row, sort: KeySort): ListedKey {
  const { ownerName, userId, isOwnerActive, hasKeyManagement, hasMfa, hasIpPolicy } = row;
  const key = keyFromRow(row);
  const person = key.ownerKind === 'USER' ? { hasKeyManagement, hasMfa } : null;
  return {
    ...key,
    owner: { name: ownerName, userId, isActive: isOwnerActive, person },
    hasIpPolicy,
    sortValue: sortValue(sort, key),
  };
}

/** Everything that matches, each key once, in no order. */
function everyMatch(plan: Plan, columns: Prisma.Sql): Prisma.Sql {
  const { candidates } = plan;
  return candidates === null
    ? Prisma.sql`SELECT ${columns} ${matching(plan, Prisma.sql`api_key k ${LISTING}`)}`
    : Prisma.sql`WITH candidate (id) AS MATERIALIZED (${unionOf(candidates, ' UNION ')})
        SELECT ${columns} ${matching(plan, CANDIDATES)}`;
}

export type MatchCount = { count: number; usedSince: number };

/** How many match, at most `limit`, and how many of these were used since. */
export async function countExactly(db: Db | Tx, plan: Plan, since: Instant, limit: number): Promise<MatchCount> {
  const [row] = await db.$queryRaw<{ count: bigint; used: bigint }[]>`
    SELECT count(*), count(*) FILTER (WHERE last_used_at > ${toIso(since)}::timestamptz) AS used
    FROM (${everyMatch(plan, Prisma.sql`l.last_used_at`)} LIMIT ${limit}) AS match`;
  return { count: Number(row?.count ?? 0), usedSince: Number(row?.used ?? 0) };
}

/** The statement that answers `(id, version)` of what matches now. */
export function matchesWithVersion(plan: Plan): Prisma.Sql {
  return everyMatch(plan, Prisma.sql`k.id, k.version`);
}
