import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { keepPersonReference, openChain, recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { isTimeZone } from '@/lib/kernel/period';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { hashPassword } from '@/lib/platform/passwords';
import { newId } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { createDefaultPolicy } from '@/lib/policy/commands/create-default-policy';
import { emailKey } from '../domain/email';
import { passwordProblem } from '../domain/password-problem';
import { isSlug, slugOf } from '../domain/slug';
import type { SetUpError } from '../errors';
import {
  consumeSetupLink,
  countCompanies,
  insertCompany,
  insertPerson,
  isSetupLink,
  lockInstallation,
  setPrimaryContact,
} from '../store-people';

export type SetUpInput = {
  /** Of the set-up link; null only for the programs that make a database ready themselves. */
  token: string | null;
  /** Marks the database: `npm start` refuses a marked one. */
  isDemo: boolean;
  company: { name: string; slug?: string; timeZone: string; helpDesk: string | null };
  /** Becomes company administrator, primary contact and installation operator. */
  administrator: { name: string; email: string; password: string };
};

export type SetUpDone = { companyId: string; personId: string; slug: string };

/** Makes the first company with its policy, its audit chain and its first administrator, all or nothing. */
export async function setUpInstallation(ctx: Ctx, input: SetUpInput): Promise<Result<SetUpDone, SetUpError>> {
  const now = ctx.clock.now();
  const refusal = await findRefusal(ctx, input, now);
  if (refusal !== null) return fail(refusal);
  const passwordHash = await hashPassword(input.administrator.password);
  return inTransaction<SetUpDone, SetUpError>(ctx.db, async (tx) => {
    await lockInstallation(tx, input.isDemo, now);
    if ((await countCompanies(tx)) > 0) return fail({ code: 'ALREADY_SET_UP' });
    if (input.token !== null && !(await consumeSetupLink(tx, tokenHash(input.token), now)))
      return fail({ code: 'LINK_SPENT' });
    const done = await insertAll(tx, input, passwordHash, now);
    await recordAll(tx, ctx, input, done, now);
    return ok(done);
  });
}

async function findRefusal(
  ctx: Ctx,
  { token, company, administrator }: SetUpInput,
  now: Instant,
): Promise<SetUpError | null> {
  const isMachine = token === null && can(ctx.actor, { action: 'installation.set-up' });
  if ((await countCompanies(ctx.db)) > 0) return { code: 'ALREADY_SET_UP' };
  // Before any costly work; the link is asked again when it is consumed.
  if (!isMachine && (token === null || !(await isSetupLink(ctx.db, tokenHash(token), now))))
    return { code: 'LINK_SPENT' };
  if (!isTimeZone(company.timeZone)) return { code: 'TIME_ZONE' };
  if (company.slug !== undefined && !isSlug(company.slug)) return { code: 'SLUG' };
  const problem = passwordProblem(administrator.password, { ...administrator, company: company.name });
  return problem === null ? null : { code: 'PASSWORD', problem };
}

async function insertAll(tx: Tx, input: SetUpInput, passwordHash: string, now: Instant): Promise<SetUpDone> {
  const { name, timeZone, helpDesk } = input.company;
  const slug = input.company.slug ?? slugOf(name);
  const companyId = newId('cmp');
  const personId = newId('usr');
  await insertCompany(tx, { id: companyId, slug, name, timeZone, helpDesk, createdAt: now });
  await insertPerson(tx, {
    id: personId,
    companyId,
    name: input.administrator.name,
    email: input.administrator.email,
    emailKey: emailKey(input.administrator.email),
    passwordHash,
    isAdministrator: true,
    isInstallationOperator: true,
    hasKeyManagement: true,
    createdAt: now,
  });
  await setPrimaryContact(tx, companyId, personId);
  await createDefaultPolicy(tx, companyId, now);
  return { companyId, personId, slug };
}

async function recordAll(tx: Tx, ctx: Ctx, input: SetUpInput, done: SetUpDone, now: Instant): Promise<void> {
  const { companyId, personId, slug } = done;
  // Whoever held the link acted for the installation; they became a person only by this.
  const setup = { ...ctx, actor: { kind: 'system', name: 'setup' } as const };
  await openChain(tx, INSTALLATION_CHAIN);
  await openChain(tx, companyId);
  await keepPersonReference(tx, companyId, { id: personId, ...input.administrator });
  await recordAudit(tx, setup, INSTALLATION_CHAIN, now, {
    kind: 'installation.set_up',
    after: { company: companyId, slug, isDemo: input.isDemo },
  });
  await recordAudit(tx, setup, companyId, now, {
    kind: 'company.created',
    after: { name: input.company.name, slug, timeZone: input.company.timeZone },
  });
  await recordAudit(tx, setup, companyId, now, {
    kind: 'person.created',
    personId,
    after: { isAdministrator: true, isInstallationOperator: true, hasKeyManagement: true },
  });
}
