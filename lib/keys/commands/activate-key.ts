import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { applyGuarded, auditSubject, changeKey } from './change-key';

/** Slides a disabled key back on. Neither its expiration date nor its inactivity clock moves. */
export async function activateKey(
  ctx: Ctx,
  { keyId }: KeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, { action: 'activate', as }, keyId, async (scene) => {
    const applied = await applyGuarded(scene, { disabledAt: null });
    if (!applied.ok) return applied;
    const { tx, now, scope, key } = scene;
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.activated',
      ...auditSubject(scene),
      keyId,
      before: { status: 'DISABLED' },
      after: { status: 'ACTIVE' },
    });
    return ok({ id: keyId, name: key.name });
  });
}
