import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { likePattern } from '@/lib/kernel/like-pattern';
import { nameKey } from '@/lib/kernel/text';
import type { Db } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import type { KeyAudience } from './dto';

/** The keys of an administrator's desk: those of all service accounts, or the company's own of one audience. */
export type DeskShelf = {
  companyId: string;
  ownerKind: 'SERVICE_ACCOUNT' | 'COMPANY';
  audience: KeyAudience;
};

/** `groupId`: null = in no group, undefined = in any or none. */
export type DeskFilter = { query: string; groupId?: string | null };

/**
 * How the keys of a shelf are found. A search that few of them meet is found by its own indexes and collected; one that many meet
 * is asked of each key on the way through the shelf. Counting decides that, as for the inventory: no index of PostgreSQL knows the
 * parts of three names at once, and its planner would read every key of the company to find none.
 */
export type DeskPlan = DeskFilter & {
  shelf: DeskShelf;
  /** What is searched for stands in one of them; null where nothing is searched, or too much is found. */
  arms: readonly Prisma.Sql[] | null;
};

/** Up to so many keys are collected. */
const FEW = 2_000;
/** With more than FEW of a shelf found, as many are met soon; counting on to ten thousand could read all of it. */
const MOST_COUNTED_OF_SEARCH = 1_000;

/** What narrows keys, as k, to those of one shelf that are not deleted; by the index of (company, owner kind, audience). */
export function onShelf({ companyId, ownerKind, audience }: DeskShelf): Prisma.Sql {
  return Prisma.sql`k.company_id = ${companyId} AND k.owner_kind = ${ownerKind}::"OwnerKind"
    AND k.audience = ${audience}::"KeyAudience" AND k.deleted_at IS NULL`;
}

/** Looks how many keys the search finds, no further than needed. */
export async function planDesk(db: Db, shelf: DeskShelf, filter: DeskFilter): Promise<DeskPlan> {
  if (filter.query === '') return { ...filter, shelf, arms: null };
  const arms = armsOf(shelf, filter.query);
  const bounded = arms.map((arm) => Prisma.sql`(${arm} ${limitTo(FEW + 1)})`);
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (${Prisma.join(bounded, ' UNION ALL ')}) AS candidate`;
  return { ...filter, shelf, arms: Number(row?.count ?? 0) <= FEW ? arms : null };
}

/** How far the keys of a plan are counted: what is more is only said to be more. */
export function mostCounted({ query, arms }: DeskPlan): number {
  return query !== '' && arms === null ? MOST_COUNTED_OF_SEARCH : MOST_COUNTED;
}

/** `WITH …` of what is collected first. */
export function collected({ arms }: DeskPlan): Prisma.Sql {
  return arms === null
    ? Prisma.empty
    : Prisma.sql`WITH candidate (id) AS MATERIALIZED (${Prisma.join(arms, ' UNION ')})`;
}

/** FROM, as k. */
export function matching({ arms }: DeskPlan): Prisma.Sql {
  return arms === null
    ? Prisma.sql`FROM api_key k`
    : // LIMIT keeps the planner from reading the whole table to join it.
      Prisma.sql`FROM candidate CROSS JOIN LATERAL (SELECT * FROM api_key WHERE id = candidate.id LIMIT 1) k`;
}

/** WHERE. */
export function holding({ shelf, query, groupId, arms }: DeskPlan): Prisma.Sql {
  const wishes = [onShelf(shelf)];
  if (groupId === null) wishes.push(Prisma.sql`k.group_id IS NULL`);
  if (typeof groupId === 'string') wishes.push(Prisma.sql`k.group_id = ${groupId}`);
  if (query !== '' && arms === null) wishes.push(found(shelf.companyId, query));
  return Prisma.sql`WHERE ${Prisma.join(wishes, ' AND ')}`;
}

/** Fewer letters than an index of parts of words knows: Access Keys are drawn by lot, and one or two are in nearly all. */
const FEWEST_OF_ACCESS_KEY = 3;

type Part = { pattern: string; isOfAccessKey: boolean };

function partOf(query: string): Part {
  return { pattern: likePattern(nameKey(query)), isOfAccessKey: query.length >= FEWEST_OF_ACCESS_KEY };
}

/** Said of k: by name, by any part of the Access Key, or by the user ID of the service account. */
function found(companyId: string, query: string): Prisma.Sql {
  const { pattern, isOfAccessKey } = partOf(query);
  const ways = [
    Prisma.sql`k.name_key LIKE ${pattern}`,
    Prisma.sql`k.owner_service_account_id IN (${accountsNamed(companyId, pattern)})`,
    ...(isOfAccessKey ? [Prisma.sql`k.id IN (${keysWithAccessKey(companyId, pattern)})`] : []),
  ];
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
}

/** Statements by index whose ids together are all keys of the shelf that are found, and some of others. */
function armsOf(shelf: DeskShelf, query: string): Prisma.Sql[] {
  const { companyId } = shelf;
  const { pattern, isOfAccessKey } = partOf(query);
  return [
    Prisma.sql`SELECT k.id FROM api_key k WHERE ${onShelf(shelf)} AND k.name_key LIKE ${pattern}`,
    Prisma.sql`SELECT k.id FROM (${accountsNamed(companyId, pattern)}) AS account (id) CROSS JOIN LATERAL (
      SELECT id FROM api_key WHERE company_id = ${companyId} AND owner_id = account.id AND deleted_at IS NULL OFFSET 0) k`,
    ...(isOfAccessKey ? [keysWithAccessKey(companyId, pattern)] : []),
  ];
}

function accountsNamed(companyId: string, pattern: string): Prisma.Sql {
  return Prisma.sql`SELECT f.id FROM service_account f WHERE f.company_id = ${companyId} AND f.user_id_key LIKE ${pattern}`;
}

function keysWithAccessKey(companyId: string, pattern: string): Prisma.Sql {
  return Prisma.sql`SELECT f.key_id FROM key_credential f
    WHERE f.company_id = ${companyId} AND f.retired_at IS NULL AND f.access_key ILIKE ${pattern}`;
}
