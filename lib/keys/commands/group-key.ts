import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { GroupKeyInput } from '../schemas';
import { applyGuarded, auditSubject, changeKey } from './change-key';
import { checkGroup } from './check-group';

/** Puts a key into a group of its owner, or takes it out of the one it is in. Its verdicts do not change. */
export async function groupKey(
  ctx: Ctx,
  { keyId, groupId }: GroupKeyInput,
  as: Capacity,
): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, { action: 'group', as }, keyId, async (scene) => {
    const { tx, now, scope, key } = scene;
    const group = await checkGroup(scene, groupId, key.audience);
    if (!group.ok) return group;
    const applied = await applyGuarded(scene, { groupId });
    if (!applied.ok) return applied;
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.grouped',
      ...auditSubject(scene),
      keyId,
      before: { group: key.group?.name ?? null },
      after: { group: group.value },
    });
    return ok({ id: keyId, name: key.name });
  });
}
