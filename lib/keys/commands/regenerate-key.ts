import { recordAudit } from '@/lib/audit/record';
import type { Capacity } from '@/lib/authz/can';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { retireCredentials } from '../store';
import { applyGuarded, auditSubject, changeKey } from './change-key';
import { auditTerms, issueCredential, issuedKey, issueTerms } from './issue';

/** A new pair for the same key. The old pair is dead at once; lifetime and inactivity start again; a disabled key is on. */
export async function regenerateKey(
  ctx: Ctx,
  { keyId }: KeyInput,
  as: Capacity = 'OWNER',
): Promise<Result<IssuedKey, KeyError>> {
  return changeKey(ctx, { action: 'regenerate', as }, keyId, async (scene) => {
    const { tx, now, scope, key: before } = scene;
    const terms = issueTerms(scene);
    const applied = await applyGuarded(scene, { reissue: true, ...terms });
    if (!applied.ok) return applied;
    await retireCredentials(tx, scope.companyId, keyId, now);
    const credential = await issueCredential(tx, scope.companyId, before, now);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.regenerated',
      ...auditSubject(scene),
      keyId,
      before: { accessKey: before.accessKey, status: before.disabledAt === null ? 'ACTIVE' : 'DISABLED' },
      after: { accessKey: credential.accessKey, status: 'ACTIVE', ...auditTerms(terms) },
    });
    return ok(issuedKey(before, credential, terms, scene));
  });
}
