import { recordAudit } from '@/lib/audit/record';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import { passwordProblem } from '../domain/password-problem';
import type { AcceptInvitationError } from '../errors';
import { lockForSignIn } from '../store';
import { consumeToken, findLink, type LinkRow, replacePassword } from '../store-own-account';
import { hashOrNull } from './reset-password';

type Input = { token: string; password: string };

/** The invited person chooses their password, once. Signing in is the next step, and theirs. */
export async function acceptInvitation(ctx: Ctx, input: Input): Promise<Result<null, AcceptInvitationError>> {
  const now = ctx.clock.now();
  const hash = tokenHash(input.token);
  // Before the costly hash; the link is asked again when it is consumed.
  const link = await findLink(ctx.db, 'INVITATION', hash, now);
  if (link === null) return fail({ code: 'LINK_SPENT' });
  const problem = passwordProblem(input.password, { ...link, company: link.companyName });
  if (problem !== null) return fail({ code: 'PASSWORD', problem });
  const passwordHash = await hashOrNull(input.password);
  if (passwordHash === null) return fail({ code: 'BUSY' });
  return inTransaction(ctx.db, (tx) => accept(tx, ctx, link, { hash, passwordHash }, now));
}

async function accept(
  tx: Tx,
  ctx: Ctx,
  { companyId, personId }: LinkRow,
  { hash, passwordHash }: { hash: Uint8Array<ArrayBuffer>; passwordHash: string },
  now: Instant,
): Promise<Result<null, AcceptInvitationError>> {
  const scope = { companyId, personId };
  const person = await lockForSignIn(tx, scope);
  if (!person?.isActive) return fail({ code: 'LINK_SPENT' });
  if (!(await consumeToken(tx, scope, 'INVITATION', hash, now))) return fail({ code: 'LINK_SPENT' });
  if (!(await replacePassword(tx, scope, null, passwordHash, now))) return fail({ code: 'LINK_SPENT' });
  await recordAudit(tx, ctx, companyId, now, { kind: 'person.invitation_accepted', personId });
  return ok(null);
}
