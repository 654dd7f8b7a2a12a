import { emailKey } from '@/lib/accounts/domain/email';
import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { keepPersonReference, openChain, recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/transaction';
import type { HandOnError } from '../errors';
import type { HandOnInput } from '../schemas';
import { lockSuccessor, moveOperation } from '../store';

/**
 * Makes somebody else of the same company the operator of the installation, and the actor is it no more. They need MFA: without
 * it nobody could operate the installation.
 */
export async function handOnInstallation(
  ctx: Ctx,
  { email }: HandOnInput,
): Promise<Result<{ name: string }, HandOnError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !can(actor, { action: 'installation.hand-on' })) return fail({ code: 'NOT_FOUND' });
  if (emailKey(email) === emailKey(actor.email)) return fail({ code: 'YOURSELF' });
  const now = ctx.clock.now();
  return inTransaction<{ name: string }, HandOnError>(ctx.db, async (tx) => {
    const successor = await lockSuccessor(tx, actor, emailKey(email));
    if (successor === null) return fail({ code: 'NOBODY' });
    await moveOperation(tx, actor.companyId, actor.id, successor.id);
    const entry = { kind: 'installation.handed_on', personId: successor.id } as const;
    await openChain(tx, INSTALLATION_CHAIN);
    await keepPersonReference(tx, INSTALLATION_CHAIN, successor);
    await recordAudit(tx, ctx, INSTALLATION_CHAIN, now, entry);
    await recordAudit(tx, ctx, actor.companyId, now, entry);
    return ok({ name: successor.name });
  });
}
