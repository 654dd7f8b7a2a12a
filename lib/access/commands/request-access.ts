import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { DAY, type Instant, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint, type Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { inTransaction } from '@/lib/platform/transaction';
import type { AccessError } from '../errors';
import type { RequestAccessInput } from '../schemas';
import {
  countRequestsSince,
  hasWaitingRequest,
  insertRequest,
  listAnswerers,
  lockRequester,
  type PersonScope,
  type RequesterRow,
} from '../store';

/** Each request writes to everybody who can answer: who asks and withdraws by turns must not flood them. */
const MOST_A_DAY = 5;

/** Asks for key management. Everybody who can answer gets a mail. */
export async function requestAccess(
  ctx: Ctx,
  { reason }: RequestAccessInput,
): Promise<Result<{ id: string }, AccessError>> {
  if (ctx.actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const scope = { companyId: ctx.actor.companyId, personId: ctx.actor.id };
  if (!can(ctx.actor, { action: 'access.request', ...scope })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  try {
    return await inTransaction<{ id: string }, AccessError>(ctx.db, async (tx) => {
      const person = await lockRequester(tx, scope);
      if (person === null || !person.isActive) return fail({ code: 'NOT_FOUND' });
      const free = await checkFree(tx, scope, person, now);
      if (!free.ok) return free;
      const id = newId('acr');
      await insertRequest(tx, scope, { id, reason, at: now });
      await writeToAnswerers(tx, scope, person, { id, reason }, now);
      await recordAudit(tx, ctx, scope.companyId, now, {
        kind: 'access.requested',
        personId: scope.personId,
        after: { request: id, state: 'WAITING' },
      });
      return ok({ id });
    });
  } catch (error) {
    // Past the lock only what does not take it comes here; the index decides.
    if (brokenConstraint(error) !== undefined) return fail({ code: 'ALREADY_REQUESTED' });
    throw error;
  }
}

async function checkFree(
  tx: Tx,
  scope: PersonScope,
  person: RequesterRow,
  now: Instant,
): Promise<Result<null, AccessError>> {
  if (person.hasKeyManagement) return fail({ code: 'HAS_ACCESS' });
  if (await hasWaitingRequest(tx, scope)) return fail({ code: 'ALREADY_REQUESTED' });
  const today = await countRequestsSince(tx, scope, plus(now, -DAY));
  return today < MOST_A_DAY ? ok(null) : fail({ code: 'TOO_MANY_REQUESTS' });
}

async function writeToAnswerers(
  tx: Tx,
  scope: PersonScope,
  person: RequesterRow,
  request: { id: string; reason: string },
  now: Instant,
): Promise<void> {
  for (const answerer of await listAnswerers(tx, scope)) {
    const mail = {
      kind: 'access.requested',
      companyId: scope.companyId,
      recipient: answerer.email,
      personId: answerer.id,
      parameters: {
        personName: answerer.name,
        requesterName: person.name,
        requesterEmail: person.email,
        reason: request.reason,
      },
      dedupeKey: `access.requested:${request.id}:${answerer.id}`,
    } as const;
    await enqueueMail(tx, mail, now);
  }
}
