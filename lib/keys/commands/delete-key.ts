import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { retireCredentials } from '../store';
import { applyGuarded, auditSubject, changeKey } from './change-key';

/** Ends a key for good, in any state. A tombstone stays, so that the audit can name it; its name is free again. */
export async function deleteKey(
  ctx: Ctx,
  { keyId }: KeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, { action: 'delete', as }, keyId, async (scene) => {
    const { tx, now, scope, key } = scene;
    const applied = await applyGuarded(scene, { deletedAt: now });
    if (!applied.ok) return applied;
    await retireCredentials(tx, scope.companyId, keyId, now);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.deleted',
      ...auditSubject(scene),
      keyId,
      before: { name: key.name, accessKey: key.accessKey, status: key.disabledAt === null ? 'ACTIVE' : 'DISABLED' },
    });
    return ok({ id: keyId, name: key.name });
  });
}
