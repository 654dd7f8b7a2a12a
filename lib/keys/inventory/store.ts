import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromIso, toIso } from '@/lib/kernel/instant';
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
export type Plan = { conditions: readonly Condition[]; few: Prisma.Sql | null; judgement: Judgement };

/** Up to so many keys are collected and sorted at once; beyond, 3 in 100 of a million match. */
const FEW = 30_000;

const JOINED = Prisma.sql`
  api_key k JOIN key_listing l ON l.company_id = k.company_id AND l.key_id = k.id
  LEFT JOIN person p ON p.company_id = k.company_id AND p.id = k.owner_person_id
  LEFT JOIN service_account s ON s.company_id = k.company_id AND s.id = k.owner_service_account_id`;

/** Counts what each condition may hold of, no further than needed, and takes the one with the fewest. */
export async function planList(db: Db | Tx, filters: KeyFilters, judgement: Judgement): Promise<Plan> {
  const conditions = conditionsOf(filters, judgement);
  const indexed = conditions.flatMap(({ candidates }) => (candidates === null ? [] : [candidates]));
  const counts = await Promise.all(indexed.map((candidates) => countUpTo(db, candidates)));
  const fewest = counts.indexOf(Math.min(...counts));
  const candidates = indexed[fewest];
  const isFew = candidates !== undefined && (counts[fewest] ?? 0) <= FEW;
  return { conditions, judgement, few: isFew ? unionOf(candidates) : null };
}

async function countUpTo(db: Db | Tx, candidates: readonly Prisma.Sql[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const arms = candidates.map((arm) => Prisma.sql`(${arm} LIMIT ${FEW + 1})`);
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (${Prisma.join(arms, ' UNION ALL ')}) AS candidate`;
  return Number(row?.count ?? 0);
}

function unionOf(candidates: readonly Prisma.Sql[]): Prisma.Sql {
  return candidates.length === 0 ? Prisma.sql`SELECT NULL WHERE false` : Prisma.join([...candidates], ' UNION ');
}

/** Everything that matches, before it is ordered: the statements in front, then FROM and WHERE. */
function matching({ conditions, few, judgement }: Plan): { before: Prisma.Sql[]; from: Prisma.Sql } {
  const where = Prisma.join(
    [
      Prisma.sql`k.company_id = ${judgement.companyId} AND k.deleted_at IS NULL`,
      ...conditions.map(({ holds }) => holds),
    ],
    ' AND ',
  );
  if (few === null) return { before: [], from: Prisma.sql`FROM ${JOINED} WHERE ${where}` };
  return {
    before: [Prisma.sql`candidate (id) AS MATERIALIZED (${few})`],
    from: Prisma.sql`FROM candidate, ${JOINED} WHERE k.id = candidate.id AND ${where}`,
  };
}

/** How many match, no further than the words go. */
export async function countMatches(db: Db | Tx, plan: Plan): Promise<number> {
  const { before, from } = matching(plan);
  const counted = Prisma.sql`match AS (SELECT 1 ${from} LIMIT ${MOST_COUNTED + 1})`;
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    WITH ${Prisma.join([...before, counted])} SELECT count(*) FROM match`;
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
  const { before, from } = matching(plan);
  const { value, id, type } = ORDERS[sort.by];
  const isDescending = sort.isDescending !== (place?.way === 'before');
  const way = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const sign = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const [placeValue = '', placeId = ''] = place?.values ?? [];
  const beyond =
    place === null ? Prisma.empty : Prisma.sql`AND (${value}, ${id}) ${sign} (${placeValue}::${type}, ${placeId})`;
  // The company of the listing is said again, so that its index can be walked.
  const hit = Prisma.sql`hit (id, value) AS MATERIALIZED (
    SELECT ${id}, ${value} ${from} AND l.company_id = ${plan.judgement.companyId} ${beyond}
    ORDER BY ${value} ${way}, ${id} ${way} LIMIT ${limit})`;
  const rows = await db.$queryRaw<Row[]>`
    WITH ${Prisma.join([...before, hit])}
    SELECT ${KEY_COLUMNS}, l.has_ip_policy AS "hasIpPolicy", coalesce(p.name, s.name, o.name) AS "ownerName",
      s.user_id AS "userId", coalesce(p.deactivated_at, s.deactivated_at, o.deactivated_at) IS NULL AS "isOwnerActive",
      coalesce(p.has_key_management, false) AS "hasKeyManagement", p.mfa_enabled_at IS NOT NULL AS "hasMfa"
    FROM hit, ${JOINED} JOIN company o ON o.id = k.company_id ${KEY_JOINS}
    WHERE k.id = hit.id AND k.company_id = ${plan.judgement.companyId}
    ORDER BY hit.value ${way}, k.id ${way}`;
  return rows.map((row) => listedKey(row, sort));
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
