import { z } from 'zod';
import { fromDate, type Instant } from '@/lib/kernel/instant';
import type { EventRow } from './store';

/** What changed, by the names that the command gave. */
export type AuditValues = { [name: string]: unknown };

/** One event, as sentences are made of it. */
export type ReadEvent = {
  id: string;
  at: Instant;
  kind: string;
  /** `name` is null for a program, and for a person whose name was taken out of the audit. */
  actor: { id: string; kind: string; name: string | null };
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  /** What the key was called then, where the event says so. */
  keyName: string | null;
  before: AuditValues;
  after: AuditValues;
};

const values = z.record(z.string(), z.unknown()).nullable().catch(null);
const id = z.string().nullable().catch(null);

/** The part of a body that is shown. Whatever a later version writes otherwise reads as nothing. */
const bodySchema = z.object({
  actor: z.object({ kind: z.string() }).catch({ kind: 'unknown' }),
  keyName: id.optional(),
  before: values,
  after: values,
  request: z.object({ id, address: id, userAgent: id }).catch({ id: null, address: null, userAgent: null }),
});
export type EventBody = z.output<typeof bodySchema>;

export function readBody(body: string): EventBody {
  return bodySchema.parse(JSON.parse(body));
}

/** The ids that stand for personal data: who did it, for whom, from where and with what. */
export function referenceIds({ actorId, personId }: EventRow, { request }: EventBody): string[] {
  return [actorId, personId, request.address, request.userAgent].filter((one) => one !== null);
}

export function toEvent(row: EventRow, body: EventBody, references: ReadonlyMap<string, string>): ReadEvent {
  const actorId = row.actorId ?? '';
  const standsFor = (one: string | null) => (one === null ? null : (references.get(one) ?? null));
  const before = body.before ?? {};
  const after = body.after ?? {};
  return {
    id: row.id,
    at: fromDate(row.at),
    kind: row.kind,
    actor: { id: actorId, kind: body.actor.kind, name: personName(references.get(actorId)) },
    address: standsFor(body.request.address),
    userAgent: standsFor(body.request.userAgent),
    requestId: body.request.id,
    keyName: body.keyName ?? (row.kind.startsWith('key.') ? (nameIn(before) ?? nameIn(after)) : null),
    before,
    after,
  };
}

function nameIn({ name }: AuditValues): string | null {
  return typeof name === 'string' && name !== '' ? name : null;
}

/** A reference to a person reads `Dana Whitfield <dana@northwind.example>`. */
export function personName(reference: string | undefined): string | null {
  return reference === undefined ? null : reference.replace(/ <[^<>]*>$/, '');
}
