import { z } from 'zod';
import { type Capacity, can } from '@/lib/authz/can';
import { fromDate, type Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { AuditKind } from './event';
import { type EventRow, findLastKeyEvent, type KeyScope, listKeyEvents, readReferences } from './store';

/** What changed, by the names that the command gave. */
export type AuditValues = { [name: string]: unknown };

/** One event of a key, as sentences are made of it. */
export type KeyEvent = {
  id: string;
  at: Instant;
  kind: string;
  /** `name` is null for a program, and for a person whose name was taken out of the audit. */
  actor: { id: string; kind: string; name: string | null };
  address: string | null;
  before: AuditValues;
  after: AuditValues;
};

export type KeyHistory = {
  /** Newest first. */
  events: KeyEvent[];
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
  const ids = read.flatMap(({ row, body }) => [row.actorId, body.request.address]).filter((id) => id !== null);
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

const values = z.record(z.string(), z.unknown()).nullable().catch(null);

/** The part of a body that is shown. Whatever a later version writes otherwise reads as nothing. */
const bodySchema = z.object({
  actor: z.object({ kind: z.string() }).catch({ kind: 'unknown' }),
  before: values,
  after: values,
  request: z.object({ address: z.string().nullable() }).catch({ address: null }),
});
type Body = z.output<typeof bodySchema>;

function readBody(body: string): Body {
  return bodySchema.parse(JSON.parse(body));
}

function toEvent(row: EventRow, body: Body, references: Map<string, string>): KeyEvent {
  const id = row.actorId ?? '';
  return {
    id: row.id,
    at: fromDate(row.at),
    kind: row.kind,
    actor: { id, kind: body.actor.kind, name: personName(references.get(id)) },
    address: body.request.address === null ? null : (references.get(body.request.address) ?? null),
    before: body.before ?? {},
    after: body.after ?? {},
  };
}

/** A reference to a person reads `Dana Whitfield <dana@northwind.example>`. */
function personName(reference: string | undefined): string | null {
  if (reference === undefined) return null;
  return reference.replace(/ <[^<>]*>$/, '');
}
