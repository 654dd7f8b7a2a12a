import { can } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import type { Instant } from '@/lib/kernel/instant';
import { ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import type { AccessRequestRecord } from './dto';
import { countWaiting, findNewestRequest, listRequests, type RequestPlace } from './store';

export type { RequestPlace } from './store';

/** What is needed to show requests: one reading of the clock, and the reader's zone. */
export type RequestReading = { now: Instant; readerZone: string; readerId: string };

/** The signed-in person's newest request, or null when they never asked. */
export async function findOwnRequest(
  ctx: Ctx,
): Promise<{ request: AccessRequestRecord | null; reading: RequestReading }> {
  if (ctx.actor.kind !== 'person') throw new Error('only a person asks for access');
  const scope = { companyId: ctx.actor.companyId, personId: ctx.actor.id };
  const mayAsk = can(ctx.actor, { action: 'access.request', ...scope });
  const [request, { readerZone }] = await Promise.all([
    mayAsk ? findNewestRequest(ctx.db, scope) : null,
    findReadingFacts(ctx.db, scope),
  ]);
  return { request, reading: { now: ctx.clock.now(), readerZone, readerId: ctx.actor.id } };
}

export type RequestPage = {
  requests: AccessRequestRecord[];
  /** Where the next page begins; null on the last. */
  next: RequestPlace | null;
  reading: RequestReading;
};

/** A page of the company's requests, what waits first; null for whoever may not answer them. */
export async function findRequests(ctx: Ctx, after: RequestPlace | null): Promise<RequestPage | null> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return null;
  const { companyId, id: personId } = actor;
  if (!can(actor, { action: 'access.answer', companyId })) return null;
  const [rows, { readerZone }] = await Promise.all([
    // One more than is shown tells whether there is another page.
    listRequests(ctx.db, companyId, after, ROWS_ON_PAGE + 1),
    findReadingFacts(ctx.db, { companyId, personId }),
  ]);
  const requests = rows.slice(0, ROWS_ON_PAGE);
  const last = requests.at(-1);
  const next =
    last === undefined || rows.length === requests.length
      ? null
      : { isWaiting: last.state === 'WAITING', requestedAt: last.requestedAt, id: last.id };
  return { requests, next, reading: { now: ctx.clock.now(), readerZone, readerId: personId } };
}

/** How many requests wait, for the menu; null for whoever may not answer them. */
export async function countWaitingRequests(ctx: Ctx): Promise<number | null> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !can(actor, { action: 'access.answer', companyId: actor.companyId })) return null;
  return countWaiting(ctx.db, actor.companyId);
}
