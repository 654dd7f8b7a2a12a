import { type AuditEntry, INSTALLATION_CHAIN } from '@/lib/audit/event';
import { openChain, recordAudit } from '@/lib/audit/record';
import type { PersonActor } from '@/lib/authz/actor';
import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { CompanyError } from '../errors';
import { type LockedCompany, lockCompany, lockOperator } from '../store';

/** What every command of the operator has at hand once it may go ahead. */
export type OperatorScene = { tx: Tx; now: Instant; operator: PersonActor };

/** Asked twice: before anything is locked, and as things are under the lock. */
export async function asOperator<T>(
  ctx: Ctx,
  action: 'company.add' | 'company.change',
  work: (scene: OperatorScene) => Promise<Result<T, CompanyError>>,
): Promise<Result<T, CompanyError>> {
  const { actor: operator } = ctx;
  if (operator.kind !== 'person' || !can(operator, { action })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<T, CompanyError>(ctx.db, async (tx) => {
    if (!(await lockOperator(tx, operator))) return fail({ code: 'NOT_FOUND' });
    return work({ tx, now, operator });
  });
}

/** The same for one company. */
export async function changeCompany<T>(
  ctx: Ctx,
  companyId: string,
  work: (scene: OperatorScene & { company: LockedCompany }) => Promise<Result<T, CompanyError>>,
): Promise<Result<T, CompanyError>> {
  return asOperator(ctx, 'company.change', async (scene) => {
    const company = await lockCompany(scene.tx, companyId);
    return company === null ? fail({ code: 'NOT_FOUND' }) : work({ ...scene, company });
  });
}

/**
 * Records what the operator did in both audits. In the installation's with who it was; in the company's, whose administrators
 * do not know them, as the operator, with the same request id and without an address.
 */
export async function recordInBoth(
  { tx, now }: OperatorScene,
  ctx: Ctx,
  companyId: string,
  { inCompany = [], ...entry }: AuditEntry & { inCompany?: readonly AuditEntry[] },
): Promise<void> {
  await openChain(tx, INSTALLATION_CHAIN);
  await recordAudit(tx, ctx, INSTALLATION_CHAIN, now, { ...entry, after: { company: companyId, ...entry.after } });
  const unnamed: Ctx = { ...ctx, actor: { kind: 'system', name: 'operator' }, request: { id: ctx.request.id } };
  const entries = inCompany.length > 0 ? inCompany : [entry];
  for (const one of entries) await recordAudit(tx, unnamed, companyId, now, one);
}
