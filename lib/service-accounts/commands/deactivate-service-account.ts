import { recordAudit } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedAccount } from '../dto';
import type { ServiceAccountError } from '../errors';
import type { ServiceAccountInput } from '../schemas';
import { lockServiceAccount, putDeactivated } from '../store';
import { administer } from './administer';

/** Its keys answer OWNER_INACTIVE from here on; nothing else about them changes. */
export async function deactivateServiceAccount(
  ctx: Ctx,
  input: ServiceAccountInput,
): Promise<Result<ChangedAccount, ServiceAccountError>> {
  return putActivity(ctx, input, false);
}

/** Its keys are what they were: those that would work do so again. */
export async function reactivateServiceAccount(
  ctx: Ctx,
  input: ServiceAccountInput,
): Promise<Result<ChangedAccount, ServiceAccountError>> {
  return putActivity(ctx, input, true);
}

/** Of two who do the same at once one is first; the other reads CONFLICT. */
async function putActivity(
  ctx: Ctx,
  { serviceAccountId }: ServiceAccountInput,
  isActive: boolean,
): Promise<Result<ChangedAccount, ServiceAccountError>> {
  return administer<ChangedAccount, ServiceAccountError>(ctx, 'service-account.change', async (scene) => {
    const { tx, now, companyId } = scene;
    const account = await lockServiceAccount(tx, companyId, serviceAccountId);
    if (account === null) return fail({ code: 'NOT_FOUND' });
    if (!(await putDeactivated(tx, companyId, serviceAccountId, isActive ? null : now)))
      return fail({ code: 'CONFLICT' });
    await recordAudit(tx, ctx, companyId, now, {
      kind: isActive ? 'service_account.reactivated' : 'service_account.deactivated',
      serviceAccountUserId: account.userId,
      before: { isActive: !isActive },
      after: { isActive },
    });
    return ok({ id: serviceAccountId, userId: account.userId });
  });
}
