import { Prisma } from '@/generated/prisma/client';
import { type Instant, toDate } from '@/lib/kernel/instant';
import { nameKey } from '@/lib/kernel/text';
import type { Db, Tx } from '@/lib/platform/database';
import type { KeyAudience } from './dto';
import type { OwnerScope } from './store-owner';

type StoredGroup = { id: string; name: string; audience: KeyAudience };

/** @throws the unique violation of the name. */
export async function insertGroup(
  tx: Tx,
  scope: OwnerScope,
  { id, name, audience, at }: StoredGroup & { at: Instant },
): Promise<void> {
  await tx.keyGroup.create({
    data: { id, ...scope, audience, name, nameKey: nameKey(name), createdAt: toDate(at) },
  });
}

/**
 * A group of the owner: for `use` it stays, for `change` nothing is put into it either.
 *
 * @returns null when the owner has none of that id
 */
export async function lockGroup(
  tx: Tx,
  { companyId, ownerKind, ownerId }: OwnerScope,
  groupId: string,
  purpose: 'use' | 'change',
): Promise<StoredGroup | null> {
  const [group] = await tx.$queryRaw<StoredGroup[]>`
    SELECT id, name, audience FROM key_group
    WHERE company_id = ${companyId} AND owner_kind = ${ownerKind}::"OwnerKind" AND owner_id = ${ownerId} AND id = ${groupId}
    ${purpose === 'use' ? Prisma.sql`FOR KEY SHARE` : Prisma.sql`FOR UPDATE`}`;
  return group ?? null;
}

export async function countGroups(tx: Tx, scope: OwnerScope, audience: KeyAudience): Promise<number> {
  return tx.keyGroup.count({ where: { ...scope, audience } });
}

/** @throws the unique violation of the name. */
export async function putGroupName(tx: Tx, scope: OwnerScope, id: string, name: string): Promise<void> {
  await tx.keyGroup.updateMany({ where: { ...scope, id }, data: { name, nameKey: nameKey(name) } });
}

/** Empties and removes a group that is locked for `change`. @returns how many keys are in no group now */
export async function deleteGroupRow(tx: Tx, scope: OwnerScope, id: string): Promise<number> {
  const { companyId } = scope;
  // Tombstones of deleted keys name their group too.
  await tx.apiKey.updateMany({ where: { companyId, groupId: id, deletedAt: { not: null } }, data: { groupId: null } });
  const { count } = await tx.apiKey.updateMany({ where: { companyId, groupId: id }, data: { groupId: null } });
  await tx.keyGroup.deleteMany({ where: { ...scope, id } });
  return count;
}

export type GroupRow = { id: string; name: string };

/** In the order of their names. */
export async function listGroups(db: Db, scope: OwnerScope, audience: KeyAudience, limit: number): Promise<GroupRow[]> {
  return db.keyGroup.findMany({
    where: { ...scope, audience },
    select: { id: true, name: true },
    orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}
