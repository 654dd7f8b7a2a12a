import { recordAudit } from '@/lib/audit/record';
import { ok, type Result } from '@/lib/kernel/result';
import { enqueueMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { applyGuarded, type ChangeScene, changeKey } from './change-key';

/** Slides a key off: the verifier refuses it, and its owner is reminded by mail to activate, regenerate or delete it. */
export async function disableKey(ctx: Ctx, { keyId }: KeyInput): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, 'disable', keyId, async (scene) => {
    const applied = await applyGuarded(scene, { disabledAt: scene.now });
    if (!applied.ok) return applied;
    const { tx, now, scope, key } = scene;
    await remindOwner(scene);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.disabled',
      personId: scope.ownerId,
      keyId,
      before: { status: 'ACTIVE' },
      after: { status: 'DISABLED' },
    });
    return ok({ id: keyId, name: key.name });
  });
}

async function remindOwner({ tx, now, scope, owner, key }: ChangeScene): Promise<void> {
  const mail = {
    kind: 'key.disabled',
    companyId: scope.companyId,
    recipient: owner.email,
    personId: scope.ownerId,
    keyId: key.id,
    parameters: { personName: owner.name, keyName: key.name, accessKey: key.accessKey },
    dedupeKey: `key.disabled:${key.id}:${key.version}`,
  } as const;
  await enqueueMail(tx, mail, now);
}
