import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedAccount } from '../dto';
import type { ServiceAccountError } from '../errors';
import type { EditServiceAccountInput } from '../schemas';
import { lockServiceAccount, putReach, renameServiceAccount } from '../store';
import { administer } from './administer';
import { auditReach, lockReach } from './reach';

/** Gives a service account another name, and its keys other tenants and virtual servers, from the next verdict on. */
export async function editServiceAccount(
  ctx: Ctx,
  { serviceAccountId, version, name, ...chosen }: EditServiceAccountInput,
): Promise<Result<ChangedAccount, ServiceAccountError>> {
  return administer<ChangedAccount, ServiceAccountError>(ctx, 'service-account.change', async (scene) => {
    const { tx, now, companyId } = scene;
    const account = await lockServiceAccount(tx, companyId, serviceAccountId);
    if (account === null) return fail({ code: 'NOT_FOUND' });
    const reach = await lockReach(scene, chosen);
    if (!reach.ok) return reach;
    const seen = { id: serviceAccountId, version };
    if (!(await renameServiceAccount(tx, companyId, seen, name))) return fail({ code: 'CONFLICT' });
    await putReach(tx, companyId, serviceAccountId, reach.value);
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'service_account.edited',
      serviceAccountUserId: account.userId,
      before: { name: account.name, ...auditReach(account) },
      after: { name, ...auditReach(reach.value) },
    });
    return ok({ id: serviceAccountId, userId: account.userId });
  });
}
