import { mailInvitationAgain } from '@/lib/accounts/commands/invite-first-administrator';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ChangedCompany } from '../dto';
import type { CompanyError } from '../errors';
import type { CompanyInput, EditCompanyInput } from '../schemas';
import { endSessionsOf, findAwaited, markDeactivated, markReactivated, updateCompany } from '../store';
import { changeCompany, recordInBoth } from './operate';

/** Name and help-desk text. The time zone stays what it was: the dates of the company's keys are made of it. */
export async function editCompany(
  ctx: Ctx,
  { companyId, name, helpDesk }: EditCompanyInput,
): Promise<Result<ChangedCompany, CompanyError>> {
  return changeCompany(ctx, companyId, async (scene) => {
    const { tx, company } = scene;
    if (company.name === name && company.helpDesk === helpDesk) return ok({ id: companyId, name });
    await updateCompany(tx, companyId, { name, helpDesk });
    const before = { name: company.name, helpDesk: company.helpDesk };
    await recordInBoth(scene, ctx, companyId, { kind: 'company.edited', before, after: { name, helpDesk } });
    return ok({ id: companyId, name });
  });
}

/** Its people are signed out and its keys answer OWNER_INACTIVE. The operator's own company stays. */
export async function deactivateCompany(
  ctx: Ctx,
  { companyId }: CompanyInput,
): Promise<Result<ChangedCompany, CompanyError>> {
  return changeCompany(ctx, companyId, async (scene) => {
    const { tx, now, company, operator } = scene;
    if (companyId === operator.companyId) return fail({ code: 'OWN_COMPANY' });
    if (!(await markDeactivated(tx, companyId, now))) return fail({ code: 'CONFLICT' });
    await endSessionsOf(tx, companyId, now);
    await recordInBoth(scene, ctx, companyId, { kind: 'company.deactivated', before: { name: company.name } });
    return ok({ id: companyId, name: company.name });
  });
}

/** Everything is as it was; its people sign in anew. */
export async function reactivateCompany(
  ctx: Ctx,
  { companyId }: CompanyInput,
): Promise<Result<ChangedCompany, CompanyError>> {
  return changeCompany(ctx, companyId, async (scene) => {
    const { tx, company } = scene;
    if (!(await markReactivated(tx, companyId))) return fail({ code: 'CONFLICT' });
    await recordInBoth(scene, ctx, companyId, { kind: 'company.reactivated', before: { name: company.name } });
    return ok({ id: companyId, name: company.name });
  });
}

/** Another link for the first administrator, who has not come; the one before is void. */
export async function inviteAgain(
  ctx: Ctx,
  { companyId }: CompanyInput,
): Promise<Result<ChangedCompany, CompanyError>> {
  return changeCompany(ctx, companyId, async (scene) => {
    const { tx, now, company } = scene;
    const awaited = await findAwaited(tx, companyId);
    if (awaited === null) return fail({ code: 'ACCEPTED' });
    const { personId } = awaited;
    await mailInvitationAgain(tx, { companyId, personId }, now);
    await recordInBoth(scene, ctx, companyId, {
      kind: 'company.administrator_invited',
      before: { name: company.name },
      inCompany: [{ kind: 'person.invitation_resent', personId }],
    });
    return ok({ id: companyId, name: company.name });
  });
}
