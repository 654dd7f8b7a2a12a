import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { toIso } from '@/lib/kernel/instant';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { defaultExpiry, type Expiry, renewedExpiry } from '../domain/expiry';
import type { ChangedKey, KeyRecord } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { applyGuarded, auditSubject, changeKey } from './change-key';

/** Gives a key the expiration a key made now would get. The secret stays, and a disabled key stays disabled. */
export async function renewKey(
  ctx: Ctx,
  { keyId }: KeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<ChangedKey, KeyError>> {
  return changeKey(ctx, { action: 'renew', as }, keyId, async (scene) => {
    const { tx, now, scope, policy, owner, key } = scene;
    const before = expiryOf(key);
    const after = renewedExpiry(before, defaultExpiry(policy.expiry, now, owner.timeZone));
    const applied = await applyGuarded(scene, { expiry: after });
    if (!applied.ok) return applied;
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.renewed',
      ...auditSubject(scene),
      keyId,
      before: { expiresAt: isoOf(before) },
      after: { expiresAt: isoOf(after) },
    });
    return ok({ id: keyId, name: key.name });
  });
}

function expiryOf({ expiresAt, expirationDate }: KeyRecord): Expiry | null {
  return expiresAt === null || expirationDate === null ? null : { at: expiresAt, date: expirationDate };
}

const isoOf = (expiry: Expiry | null) => (expiry === null ? null : toIso(expiry.at));
