import { recordAudit } from '@/lib/audit/record';
import { ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import type { KeyInput } from '../schemas';
import { retireCredentials } from '../store';
import { applyGuarded, changeKey } from './change-key';
import { auditTerms, issueCredential, issuedKey, issueTerms } from './issue';

/** A new pair for the same key. The old pair is dead at once; lifetime and inactivity start again; a disabled key is on. */
export async function regenerateKey(ctx: Ctx, { keyId }: KeyInput): Promise<Result<IssuedKey, KeyError>> {
  return changeKey(ctx, 'regenerate', keyId, async (scene) => {
    const { tx, now, scope, policy, owner, key: before } = scene;
    const terms = issueTerms(policy, now, owner.timeZone);
    const applied = await applyGuarded(scene, { reissue: true, ...terms });
    if (!applied.ok) return applied;
    await retireCredentials(tx, scope.companyId, keyId, now);
    const credential = await issueCredential(tx, scope.companyId, keyId, now);
    await recordAudit(tx, ctx, scope.companyId, now, {
      kind: 'key.regenerated',
      personId: scope.ownerId,
      keyId,
      before: { accessKey: before.accessKey, status: before.disabledAt === null ? 'ACTIVE' : 'DISABLED' },
      after: { accessKey: credential.accessKey, status: 'ACTIVE', ...auditTerms(terms) },
    });
    return ok(issuedKey(before, credential, terms, owner));
  });
}
