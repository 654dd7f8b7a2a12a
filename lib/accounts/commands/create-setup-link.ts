import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { openChain, recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { HOUR, type Instant, plus, toIso } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { inTransaction } from '@/lib/platform/transaction';
import type { SetupLinkError } from '../errors';
import { countCompanies, putSetupLink } from '../store-people';

const LINK_MS = HOUR;

/** The token of a fresh link to `/setup`, good for an hour and once. The link before it is void from here on. */
export async function createSetupLink(
  ctx: Ctx,
): Promise<Result<{ token: string; expiresAt: Instant }, SetupLinkError>> {
  if (!can(ctx.actor, { action: 'installation.set-up' })) return fail({ code: 'NOT_ALLOWED' });
  const now = ctx.clock.now();
  const token = newToken();
  const expiresAt = plus(now, LINK_MS);
  return inTransaction(ctx.db, async (tx) => {
    if ((await countCompanies(tx)) > 0) return fail({ code: 'ALREADY_SET_UP' });
    await putSetupLink(tx, tokenHash(token), expiresAt);
    await openChain(tx, INSTALLATION_CHAIN);
    await recordAudit(tx, ctx, INSTALLATION_CHAIN, now, {
      kind: 'setup_link.created',
      after: { expiresAt: toIso(expiresAt) },
    });
    return ok({ token, expiresAt });
  });
}
