import { Prisma } from '@/generated/prisma/client';
import { MOST_COUNTED } from '@/lib/kernel/count-text';
import { fromIso, type Instant, toDate, toIso } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import type { Db } from '@/lib/platform/database';
import { limitTo } from '@/lib/platform/prepared-statements';
import { collected, type DeskPlan, type DeskShelf, holding, matching, mostCounted, onShelf } from './desk-plan';
import type { DeskKey } from './dto';
import { KEY_COLUMNS, KEY_JOINS, type KeyRow, keyFromRow } from './store';
import type { OwnerScope } from './store-owner';

type DeskRow = KeyRow & { ownerUserId: string | null; isOwnerActive: boolean };

const DESK_COLUMNS = Prisma.sql`${KEY_COLUMNS}, s.user_id AS "ownerUserId", s.deactivated_at IS NULL AS "isOwnerActive"`;
const DESK_SOURCES = Prisma.sql`${KEY_JOINS}
  LEFT JOIN service_account s ON s.company_id = k.company_id AND s.id = k.owner_service_account_id`;

function toDeskKey({ ownerUserId, isOwnerActive, ...row }: DeskRow): DeskKey {
  return { ...keyFromRow(row), owner: { userId: ownerUserId, isActive: isOwnerActive } };
}

/** Where a key stands in the order of a list, newest first. */
export function deskPlace({ createdAt, id }: DeskKey): [string, string] {
  return [toIso(createdAt), id];
}

function beyond(place: ListPlace | null): Prisma.Sql {
  const at = place === null ? null : placeOf(place);
  if (place === null || at === null) return Prisma.sql`ORDER BY k.created_at DESC, k.id DESC`;
  return place.way === 'after'
    ? Prisma.sql`AND (k.created_at, k.id) < (${toDate(at.createdAt)}, ${at.id}) ORDER BY k.created_at DESC, k.id DESC`
    : Prisma.sql`AND (k.created_at, k.id) > (${toDate(at.createdAt)}, ${at.id}) ORDER BY k.created_at, k.id`;
}

/** Null for what is no place: the list then begins at its beginning. */
function placeOf({ values: [iso = '', id = ''] }: ListPlace): { createdAt: Instant; id: string } | null {
  try {
    return { createdAt: fromIso(iso), id };
  } catch {
    return null;
  }
}

/** Newest first, from `place` on: `[created at, id]`. */
export async function listDeskKeys(db: Db, plan: DeskPlan, place: ListPlace | null, limit: number): Promise<DeskKey[]> {
  const rows = await db.$queryRaw<DeskRow[]>`
    ${collected(plan)} SELECT ${DESK_COLUMNS} ${matching(plan)} ${DESK_SOURCES} ${holding(plan)} ${beyond(place)} ${limitTo(limit)}`;
  return rows.map(toDeskKey);
}

/** At most one more than `mostCounted`. */
export async function countDeskKeys(db: Db, plan: DeskPlan): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    ${collected(plan)} SELECT count(*) FROM (SELECT 1 ${matching(plan)} ${holding(plan)} ${limitTo(mostCounted(plan) + 1)}) k`;
  return Number(row?.count ?? 0);
}

/** How many keys each of the shelves has, in their order; at most one more than `MOST_COUNTED`. */
export async function countShelves(db: Db, shelves: readonly DeskShelf[]): Promise<number[]> {
  const counted = shelves.map(
    (shelf, index) => Prisma.sql`
      SELECT ${index}::int AS index, count(*) FROM (SELECT 1 FROM api_key k WHERE ${onShelf(shelf)} ${limitTo(MOST_COUNTED + 1)}) k`,
  );
  const rows = await db.$queryRaw<{ index: number; count: bigint }[]>`
    ${Prisma.join(counted, ' UNION ALL ')} ORDER BY index`;
  return rows.map(({ count }) => Number(count));
}

/** How many keys there are in each of the groups; '' for those in none. */
export async function countByGroup(
  db: Db,
  shelf: DeskShelf,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counted = (where: Prisma.Sql) => Prisma.sql`
    SELECT count(*) FROM (SELECT 1 FROM api_key k WHERE ${onShelf(shelf)} AND ${where} ${limitTo(MOST_COUNTED + 1)}) k`;
  const rows = await db.$queryRaw<{ id: string; count: bigint }[]>`
    SELECT n.id, (${counted(Prisma.sql`k.group_id = n.id`)}) AS count FROM unnest(${[...groupIds]}::text[]) n(id)
    UNION ALL SELECT '', (${counted(Prisma.sql`k.group_id IS NULL`)})`;
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** The newest keys of each group and of none, at most `each` of one. */
export async function listByGroup(
  db: Db,
  shelf: DeskShelf,
  groupIds: readonly string[],
  each: number,
): Promise<DeskKey[]> {
  const newest = (where: Prisma.Sql) => Prisma.sql`
    SELECT * FROM api_key k WHERE ${onShelf(shelf)} AND ${where} ORDER BY k.created_at DESC, k.id DESC ${limitTo(each)}`;
  // "No group" is read apart: the index of the groups holds the keys of all owners that are in none.
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT ${DESK_COLUMNS} FROM (
      SELECT k.* FROM unnest(${[...groupIds]}::text[]) n(id) CROSS JOIN LATERAL (${newest(Prisma.sql`k.group_id = n.id`)}) k
      UNION ALL (${newest(Prisma.sql`k.group_id IS NULL`)})) k
    ${DESK_SOURCES} ORDER BY k.created_at DESC, k.id DESC`;
  return rows.map(toDeskKey);
}

/** An owner's keys that neither are disabled nor have ended by date, the ones used last first. */
export async function listEnabledKeys(db: Db, scope: OwnerScope, now: Instant, limit: number): Promise<DeskKey[]> {
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT ${DESK_COLUMNS} FROM api_key k ${DESK_SOURCES}
    WHERE k.company_id = ${scope.companyId} AND k.owner_kind = ${scope.ownerKind}::"OwnerKind" AND k.owner_id = ${scope.ownerId}
      AND k.deleted_at IS NULL AND k.disabled_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${toDate(now)})
    ORDER BY u.last_used_at DESC NULLS LAST, k.id ${limitTo(limit)}`;
  return rows.map(toDeskKey);
}
