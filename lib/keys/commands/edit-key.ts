import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { EditOthersKeyInput } from '../schemas';
import { findKeyNamed } from '../store';
import { applyGuarded, auditSubject, type ChangeScene, changeKey } from './change-key';
import { checkGroup } from './check-group';

/**
 * Gives a key another name, description, group and rate limit, each where it is sent. The limit is an administrator's to set,
 * also where policy forbids to rename: whom it binds must not widen it.
 */
export async function editKey(
  ctx: Ctx,
  { keyId, version, groupId, rateLimitPerMinute, ...wanted }: EditOthersKeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  if (as === 'OWNER' && rateLimitPerMinute !== undefined) return fail({ code: 'NOT_FOUND' });
  try {
    return await changeKey(ctx, { action: 'edit', as, version }, keyId, async (scene) => {
      const { tx, now, scope, policy, key } = scene;
      const { name = key.name, description = key.description } = wanted;
      const isRenamed = name !== key.name || description !== key.description;
      if (isRenamed && !policy.allows.rename) return fail({ code: 'POLICY_FORBIDS' });
      const namesake = await findKeyNamed(tx, scope, name);
      if (namesake !== null && namesake.id !== keyId) return fail({ code: 'NAME_TAKEN', name: namesake.name });
      const group = await chosenGroup(scene, groupId);
      if (!group.ok) return group;
      const after = { name, description };
      const limit = chosenLimit(scene, rateLimitPerMinute);
      const applied = await applyGuarded(scene, { ...after, ...group.value.change, ...limit.change });
      if (!applied.ok) return applied;
      await recordAudit(tx, ctx, scope.companyId, now, {
        kind: 'key.edited',
        ...auditSubject(scene),
        keyId,
        before: { name: key.name, description: key.description, ...group.value.before, ...limit.before },
        after: { ...after, ...group.value.after, ...limit.change },
      });
      return ok({ id: keyId, name });
    });
  } catch (error) {
    // Two renames to one name at once: the index decides.
    if (brokenConstraint(error)?.includes('name')) return fail({ code: 'NAME_TAKEN', name: wanted.name ?? '' });
    throw error;
  }
}

/** What the wish for a limit changes; nothing where it is the one that the key has. */
function chosenLimit({ key }: ChangeScene, rateLimitPerMinute: number | null | undefined) {
  if (rateLimitPerMinute === undefined || rateLimitPerMinute === key.rateLimitPerMinute)
    return { change: {}, before: {} };
  return { change: { rateLimitPerMinute }, before: { rateLimitPerMinute: key.rateLimitPerMinute } };
}

/** What the wish for a group changes; nothing where it is the one that the key is in. */
async function chosenGroup({ key, ...scene }: ChangeScene, groupId: string | null | undefined) {
  const before = key.group?.id ?? null;
  if (groupId === undefined || groupId === before) return ok({ change: {}, before: {}, after: {} });
  const group = await checkGroup(scene, groupId, key.audience);
  if (!group.ok) return group;
  return ok({ change: { groupId }, before: { group: key.group?.name ?? null }, after: { group: group.value } });
}
