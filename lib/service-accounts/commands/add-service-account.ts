import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { ChangedAccount } from '../dto';
import type { ServiceAccountError } from '../errors';
import type { AddServiceAccountInput } from '../schemas';
import { insertServiceAccount, isUserIdTaken, putReach } from '../store';
import { administer } from './administer';
import { auditReach, lockReach } from './reach';

/** Makes a service account, which signs in nowhere and owns keys. Its user ID is for good: the audit names it by that. */
export async function addServiceAccount(
  ctx: Ctx,
  { userId, name, ...chosen }: AddServiceAccountInput,
): Promise<Result<ChangedAccount, ServiceAccountError>> {
  try {
    return await administer<ChangedAccount, ServiceAccountError>(ctx, 'service-account.change', async (scene) => {
      const { tx, now, companyId } = scene;
      if (await isUserIdTaken(tx, companyId, userId)) return fail({ code: 'USER_ID_TAKEN', userId });
      const reach = await lockReach(scene, chosen);
      if (!reach.ok) return reach;
      const id = newId('sva');
      await insertServiceAccount(tx, { id, companyId, userId, name, createdAt: now });
      await putReach(tx, companyId, id, reach.value);
      await recordAudit(tx, ctx, companyId, now, {
        kind: 'service_account.created',
        serviceAccountUserId: userId,
        after: { name, ...auditReach(reach.value) },
      });
      return ok({ id, userId });
    });
  } catch (error) {
    // Two at once with the same user ID: the index decides.
    if (brokenConstraint(error)?.includes('user_id')) return fail({ code: 'USER_ID_TAKEN', userId });
    throw error;
  }
}
