import { recordAudit } from '@/lib/audit/record';
import { type Instant, plus } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { sessionLife } from '../domain/session-life';
import { actorOf, type SignInStep } from '../dto';
import { rememberBrowser } from '../known-browsers';
import { insertSession, type SignInRow } from '../store';

type Proof = { method: 'password' | 'totp' | 'recovery_code'; passwordAt: Instant };

/**
 * The last step of every sign-in: a new session under a new token, the browser known from now on, and the audit row in the
 * person's own name. The person is locked by whoever asks.
 */
export async function startSession(
  tx: Tx,
  ctx: Ctx,
  person: SignInRow,
  proof: Proof,
  now: Instant,
): Promise<SignInStep> {
  const id = newId('ses');
  const token = newToken();
  const expiresAt = plus(now, sessionLife(person.isAdministrator).absoluteMs);
  await insertSession(tx, {
    id,
    companyId: person.companyId,
    personId: person.id,
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt,
    passwordAt: proof.passwordAt,
    // A recovery code is a sign-in, not a fresh second factor.
    mfaAt: proof.method === 'totp' ? now : null,
    address: ctx.request.address ?? null,
    userAgent: ctx.request.userAgent ?? null,
  });
  const browser = await rememberBrowser(tx, ctx, { companyId: person.companyId, personId: person.id }, true, now);
  const named = { ...ctx, actor: actorOf(person, id) };
  if (proof.method === 'recovery_code') {
    await recordAudit(tx, named, person.companyId, now, { kind: 'mfa.recovery_code_used', personId: person.id });
  }
  await recordAudit(tx, named, person.companyId, now, {
    kind: 'person.signed_in',
    personId: person.id,
    after: { session: id, method: proof.method },
  });
  return { next: 'DONE', token, expiresAt, browser };
}
