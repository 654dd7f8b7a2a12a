import { recordAudit } from '@/lib/audit/record';
import type { PersonActor } from '@/lib/authz/actor';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint, type Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { ChangedGroup } from '../dto';
import type { GroupError } from '../errors';
import type { AddGroupInput, GroupInput, RenameGroupInput } from '../schemas';
import { countGroups, deleteGroupRow, insertGroup, lockGroup, putGroupName } from '../store-groups';
import type { OwnerScope } from '../store-owner';
import { type OwnerScene, withOwner } from './change-key';

/** As many as a page shows one below the other. */
export const MOST_GROUPS = 100;

/** Makes a group for the company's own keys of one audience. */
export async function addGroup(ctx: Ctx, { name, audience }: AddGroupInput): Promise<Result<ChangedGroup, GroupError>> {
  return withFreeName(name, () =>
    asCompany<ChangedGroup>(ctx, true, async ({ tx, now, scope, policy }) => {
      if (!policy.ownerKinds.includes('COMPANY')) return fail({ code: 'POLICY_FORBIDS' });
      if (audience === 'CLIENT' && !policy.allows.audience) return fail({ code: 'POLICY_FORBIDS' });
      if ((await countGroups(tx, scope, audience)) >= MOST_GROUPS) {
        return fail({ code: 'TOO_MANY_GROUPS', most: MOST_GROUPS });
      }
      const id = newId('grp');
      await insertGroup(tx, scope, { id, name, audience, at: now });
      const after = { group: id, name, audience };
      await recordAudit(tx, ctx, scope.companyId, now, { kind: 'key_group.created', after });
      return ok({ id, name });
    }),
  );
}

export async function renameGroup(
  ctx: Ctx,
  { groupId, was, name }: RenameGroupInput,
): Promise<Result<ChangedGroup, GroupError>> {
  return withFreeName(name, () =>
    asCompany<ChangedGroup>(ctx, false, async ({ tx, now, scope }) => {
      const group = await lockGroup(tx, scope, groupId, 'change');
      if (group === null) return fail({ code: 'NOT_FOUND' });
      if (group.name !== was) return fail({ code: 'CONFLICT' });
      await putGroupName(tx, scope, groupId, name);
      await recordAudit(tx, ctx, scope.companyId, now, {
        kind: 'key_group.renamed',
        before: { group: groupId, name: group.name },
        after: { group: groupId, name },
      });
      return ok({ id: groupId, name });
    }),
  );
}

/** The group alone goes: its keys stay as they are, in no group. */
export async function deleteGroup(ctx: Ctx, { groupId }: GroupInput): Promise<Result<ChangedGroup, GroupError>> {
  return asCompany<ChangedGroup>(ctx, false, async ({ tx, now, scope }) => {
    const group = await lockGroup(tx, scope, groupId, 'change');
    if (group === null) return fail({ code: 'NOT_FOUND' });
    const keys = await deleteGroupRow(tx, scope, groupId);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key_group.deleted',
      before: { group: groupId, name: group.name, audience: group.audience, keys },
    });
    return ok({ id: groupId, name: group.name });
  });
}

/** The frame of all three: the company is the owner, and policy must know groups. */
async function asCompany<T>(
  ctx: Ctx,
  isCounting: boolean,
  work: (scene: OwnerScene) => Promise<Result<T, GroupError>>,
): Promise<Result<T, GroupError>> {
  const operation = { action: 'group', as: 'ADMINISTRATOR', isCounting } as const;
  return withOwner<T, GroupError>(ctx, operation, ownCompany, async (scene) =>
    scene.policy.allows.groups ? work(scene) : fail({ code: 'POLICY_FORBIDS' }),
  );
}

async function ownCompany(_tx: Tx, { companyId }: PersonActor): Promise<OwnerScope> {
  return { companyId, ownerKind: 'COMPANY', ownerId: companyId };
}

/** The unique index alone decides whether a name is free, also of two at once. */
async function withFreeName<T>(
  name: string,
  work: () => Promise<Result<T, GroupError>>,
): Promise<Result<T, GroupError>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error)?.includes('name')) return fail({ code: 'GROUP_NAME_TAKEN', name });
    throw error;
  }
}
