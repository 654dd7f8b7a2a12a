import { keepPersonReference, recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import { hashPassword } from '@/lib/platform/passwords';
import { newId } from '@/lib/platform/random';
import { transact } from '@/lib/platform/transaction';
import { emailKey } from '../domain/email';
import { passwordProblem } from '../domain/password-problem';
import type { AddPersonError } from '../errors';
import { findCompanyName, insertPerson } from '../store-people';

export type AddPersonInput = {
  companyId: string;
  name: string;
  email: string;
  /** Null until the person chooses one themselves; only programs at the machine bring one. */
  password: string | null;
  hasKeyManagement: boolean;
  isAdministrator: boolean;
};

/** Adds somebody to a company. One e-mail address = one person = one company. */
export async function addPerson(
  ctx: Ctx,
  input: AddPersonInput,
): Promise<Result<{ personId: string }, AddPersonError>> {
  const { companyId, name, email, password, hasKeyManagement, isAdministrator } = input;
  if (!can(ctx.actor, { action: 'person.add', companyId })) return fail({ code: 'NOT_FOUND' });
  // An administrator never chooses somebody's password.
  if (password !== null && ctx.actor.kind !== 'system') return fail({ code: 'NOT_FOUND' });
  const company = await findCompanyName(ctx.db, companyId);
  if (company === null) return fail({ code: 'NOT_FOUND' });
  const problem = password === null ? null : passwordProblem(password, { email, name, company });
  if (problem !== null) return fail({ code: 'PASSWORD', problem });
  const passwordHash = password === null ? null : await hashPassword(password);
  const now = ctx.clock.now();
  const personId = newId('usr');
  const flags = { hasKeyManagement, isAdministrator, isInstallationOperator: false };
  try {
    await transact(ctx.db, async (tx) => {
      await insertPerson(tx, {
        id: personId,
        companyId,
        name,
        email,
        emailKey: emailKey(email),
        passwordHash,
        ...flags,
        createdAt: now,
      });
      await keepPersonReference(tx, companyId, { id: personId, name, email });
      await recordAudit(tx, ctx, companyId, now, { kind: 'person.created', personId, after: flags });
    });
  } catch (error) {
    if (brokenConstraint(error)?.includes('email_key')) return fail({ code: 'EMAIL_TAKEN' });
    throw error;
  }
  return ok({ personId });
}
