import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { enqueueMail } from '@/lib/mail/outbox';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { AnsweredRequest } from '../dto';
import type { AccessError } from '../errors';
import type { AnswerRequestInput } from '../schemas';
import {
  endRequest,
  findRequester,
  grantKeyManagement,
  lockRequester,
  type PersonScope,
  type RequesterRow,
} from '../store';

type Answer = 'GRANTED' | 'REFUSED';

/** Gives the person key management. */
export async function grantRequest(ctx: Ctx, input: AnswerRequestInput): Promise<Result<AnsweredRequest, AccessError>> {
  return answer(ctx, input, 'GRANTED');
}

/** Leaves everything as it is, and tells the person. */
export async function refuseRequest(
  ctx: Ctx,
  input: AnswerRequestInput,
): Promise<Result<AnsweredRequest, AccessError>> {
  return answer(ctx, input, 'REFUSED');
}

/** Of two administrators who answer at once one is first; the other reads CONFLICT. */
async function answer(
  ctx: Ctx,
  { requestId, note }: AnswerRequestInput,
  state: Answer,
): Promise<Result<AnsweredRequest, AccessError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  if (!can(actor, { action: 'access.answer', companyId })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<AnsweredRequest, AccessError>(ctx.db, async (tx) => {
    const personId = await findRequester(tx, companyId, requestId);
    if (personId === null) return fail({ code: 'NOT_FOUND' });
    if (personId === actor.id) return fail({ code: 'OWN_REQUEST' });
    const scope = { companyId, personId };
    const person = await lockRequester(tx, scope);
    if (person === null || !person.isActive) return fail({ code: 'NOT_FOUND' });
    const end = { state, at: now, byId: actor.id, note };
    if (!(await endRequest(tx, scope, requestId, end))) return fail({ code: 'CONFLICT' });
    await applyAnswer(tx, ctx, { ...scope, ...person }, { id: requestId, state, note, byName: actor.name }, now);
    return ok({ id: requestId, personName: person.name });
  });
}

type Requester = PersonScope & RequesterRow;
type Answered = { id: string; state: Answer; note: string | null; byName: string };

/** The permission, the mail and the audit row of an answer. */
async function applyAnswer(tx: Tx, ctx: Ctx, person: Requester, answered: Answered, now: Instant): Promise<void> {
  const { companyId, personId, hasKeyManagement } = person;
  const isGranted = answered.state === 'GRANTED';
  if (isGranted) await grantKeyManagement(tx, { companyId, personId });
  await writeToRequester(tx, person, answered, now);
  await recordAudit(tx, ctx, companyId, now, {
    kind: isGranted ? 'access.granted' : 'access.refused',
    personId,
    before: { request: answered.id, state: 'WAITING', keyManagement: hasKeyManagement },
    after: { request: answered.id, state: answered.state, keyManagement: isGranted || hasKeyManagement },
  });
}

/** The mail that says how it was answered. */
export async function writeToRequester(
  tx: Tx,
  person: PersonScope & Pick<RequesterRow, 'name' | 'email'>,
  answered: Answered,
  now: Instant,
): Promise<void> {
  const mail = {
    kind: answered.state === 'GRANTED' ? 'access.granted' : 'access.refused',
    companyId: person.companyId,
    recipient: person.email,
    personId: person.personId,
    parameters: { personName: person.name, answererName: answered.byName, note: answered.note ?? '' },
    dedupeKey: `access.answered:${answered.id}`,
  } as const;
  await enqueueMail(tx, mail, now);
}
