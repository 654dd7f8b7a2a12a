import { inviteFirstAdministrator } from '@/lib/accounts/commands/invite-first-administrator';
import { slugOf } from '@/lib/accounts/domain/slug';
import { openChain } from '@/lib/audit/record';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { createPolicy } from '@/lib/policy/commands/create-default-policy';
import { PRESETS } from '@/lib/policy/presets';
import type { ChangedCompany } from '../dto';
import type { CompanyError } from '../errors';
import type { AddCompanyInput } from '../schemas';
import { insertCompany, setPrimaryContact } from '../store';
import { asOperator, type OperatorScene, recordInBoth } from './operate';

/**
 * Makes a company with its policy and its audit chain, and mails its first administrator the link with which they choose a
 * password; all or nothing.
 */
export async function addCompany(ctx: Ctx, input: AddCompanyInput): Promise<Result<ChangedCompany, CompanyError>> {
  try {
    return await asOperator(ctx, 'company.add', async (scene) => ok(await insertAll(ctx, scene, input)));
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint?.includes('slug')) return fail({ code: 'SLUG_TAKEN' });
    if (constraint?.includes('email_key')) return fail({ code: 'EMAIL_TAKEN' });
    throw error;
  }
}

async function insertAll(ctx: Ctx, scene: OperatorScene, input: AddCompanyInput): Promise<ChangedCompany> {
  const { tx, now } = scene;
  const { name, timeZone, helpDesk, preset } = input;
  const id = newId('cmp');
  const slug = input.slug === '' ? slugOf(name) : input.slug;
  await insertCompany(tx, { id, name, slug, timeZone, helpDesk, createdAt: now });
  await createPolicy(tx, id, PRESETS[preset], now);
  await openChain(tx, id);
  const administrator = { name: input.administratorName, email: input.administratorEmail };
  const personId = await inviteFirstAdministrator(tx, id, administrator, now);
  await setPrimaryContact(tx, id, personId);
  const created = { kind: 'company.created', after: { name, slug, timeZone, preset } } as const;
  const invited = {
    kind: 'person.invited',
    personId,
    after: { isAdministrator: true, hasKeyManagement: true },
  } as const;
  await recordInBoth(scene, ctx, id, { ...created, inCompany: [created, invited] });
  return { id, name };
}
