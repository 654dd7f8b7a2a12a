import { type Capacity, can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { AuditKind } from './event';
import { type ReadEvent, readBody, referenceIds, toEvent } from './read-event';
import { findLastKeyEvent, type KeyScope, listKeyEvents, readReferences } from './store';

export type KeyHistory = {
  /** Newest first. */
  events: ReadEvent[];
  /** Where the next older events begin; null when these are the oldest. */
  older: bigint | null;
};

const EVENTS_ON_PAGE = 20;

/** A page of the history of a key, before `before` where given. Empty for a key that is not theirs to see. */
export async function findKeyHistory(
  ctx: Ctx,
  keyId: string,
  before: bigint | null,
  as: Capacity = 'OWNER',
): Promise<KeyHistory> {
  const scope = keyScope(ctx, keyId, as);
  if (scope === null) return { events: [], older: null };
  // One more than is shown tells whether there are older ones.
  const rows = await listKeyEvents(ctx.db, scope, before, EVENTS_ON_PAGE + 1);
  const shown = rows.slice(0, EVENTS_ON_PAGE);
  const read = shown.map((row) => ({ row, body: readBody(row.body) }));
  const ids = read.flatMap(({ row, body }) => referenceIds(row, body));
  const references = await readReferences(ctx.db, scope.chain, [...new Set(ids)]);
  return {
    events: read.map(({ row, body }) => toEvent(row, body, references)),
    older: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** When one of `kinds` last happened to the key; null for one that is not theirs to see. */
export async function findLastOfKey(
  ctx: Ctx,
  keyId: string,
  kinds: readonly AuditKind[],
  as: Capacity = 'OWNER',
): Promise<Instant | null> {
  const scope = keyScope(ctx, keyId, as);
  return scope === null ? null : findLastKeyEvent(ctx.db, scope, kinds);
}

/**
 * An event of a key names its owner, so that the owner is asked for again in the WHERE; to an administrator the chain of the
 * company is theirs.
 */
function keyScope({ actor }: Ctx, keyId: string, as: Capacity): KeyScope | null {
  if (actor.kind !== 'person') return null;
  const { companyId, id } = actor;
  if (as === 'ADMINISTRATOR') {
    return can(actor, { action: 'key.list-all', companyId }) ? { chain: companyId, keyId } : null;
  }
  if (!can(actor, { action: 'key.read', companyId, owner: { kind: 'USER', id }, as })) return null;
  return { chain: companyId, personId: id, keyId };
}
