import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { ok, type Result } from '@/lib/kernel/result';
import { enqueueMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { disabledMail } from '../disabled-mail';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { findPrimaryContact } from '../store-owner';
import { applyGuarded, auditSubject, type ChangeScene, changeKey } from './change-key';

/** Slides a key off: the verifier refuses it, and its owner is reminded by mail to activate, regenerate or delete it. */
export async function disableKey(
  ctx: Ctx,
  { keyId }: KeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, { action: 'disable', as }, keyId, async (scene) => {
    const applied = await applyGuarded(scene, { disabledAt: scene.now });
    if (!applied.ok) return applied;
    const { tx, now, scope, key } = scene;
    await remindOwner(scene);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.disabled',
      ...auditSubject(scene),
      keyId,
      before: { status: 'ACTIVE' },
      after: { status: 'DISABLED' },
    });
    return ok({ id: keyId, name: key.name });
  });
}

/** The person whose key it is; of a key that no person owns, the primary contact. */
async function remindOwner({ tx, now, scope, owner, key }: ChangeScene): Promise<void> {
  const { companyId, ownerId } = scope;
  const reader =
    owner.person === null
      ? await findPrimaryContact(tx, companyId)
      : { id: ownerId, name: owner.name, email: owner.person.email };
  if (reader === null || !owner.isActive) return;
  await enqueueMail(tx, disabledMail(companyId, reader, key), now);
}
