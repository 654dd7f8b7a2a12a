import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { EditKeyInput } from '../schemas';
import { findKeyNamed } from '../store';
import { applyGuarded, auditSubject, changeKey } from './change-key';

/** Gives a key another name and, where one is sent, another description. */
export async function editKey(
  ctx: Ctx,
  { keyId, name, description }: EditKeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  try {
    return await changeKey(ctx, { action: 'edit', as }, keyId, async (scene) => {
      const { tx, now, scope, key } = scene;
      const namesake = await findKeyNamed(tx, scope, name);
      if (namesake !== null && namesake.id !== keyId) return fail({ code: 'NAME_TAKEN', name: namesake.name });
      const after = { name, description: description === undefined ? key.description : description };
      const applied = await applyGuarded(scene, after);
      if (!applied.ok) return applied;
      await recordAudit(tx, ctx, scope.companyId, now, {
        kind: 'key.edited',
        ...auditSubject(scene),
        keyId,
        before: { name: key.name, description: key.description },
        after,
      });
      return ok({ id: keyId, name });
    });
  } catch (error) {
    // Two renames to one name at once: the index decides.
    if (brokenConstraint(error)?.includes('name')) return fail({ code: 'NAME_TAKEN', name });
    throw error;
  }
}
