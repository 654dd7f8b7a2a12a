import type { AuditEvent } from '@/generated/prisma/client';
import { fromDate, type Instant } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import type { AuditKind } from './event';

export type EventRow = AuditEvent;

/** Every chain there is a head or an event of: a chain whose head was removed is found too. */
export async function listChains(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ chain: string }[]>`
    SELECT chain FROM audit_head UNION SELECT DISTINCT chain FROM audit_event ORDER BY chain`;
  return rows.map((row) => row.chain);
}

/** The events of a chain after `seq`, in order. */
export async function listEvents(db: Db, chain: string, after: bigint, limit: number): Promise<EventRow[]> {
  return db.auditEvent.findMany({ where: { chain, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: limit });
}

export async function readHead(db: Db, chain: string): Promise<{ seq: bigint; mac: Uint8Array } | null> {
  return db.auditHead.findUnique({ where: { chain }, select: { seq: true, mac: true } });
}

/** `personId` where only that person's own key is meant. */
export type KeyScope = { chain: string; personId?: string; keyId: string };

/** The newest events of a key before `seq`, newest first. */
export async function listKeyEvents(
  db: Db,
  scope: KeyScope,
  before: bigint | null,
  limit: number,
): Promise<EventRow[]> {
  return db.auditEvent.findMany({
    where: { ...scope, ...(before === null ? {} : { seq: { lt: before } }) },
    orderBy: { seq: 'desc' },
    take: limit,
  });
}

/** When one of `kinds` last happened to the key. */
export async function findLastKeyEvent(db: Db, scope: KeyScope, kinds: readonly AuditKind[]): Promise<Instant | null> {
  const event = await db.auditEvent.findFirst({
    where: { ...scope, kind: { in: [...kinds] } },
    orderBy: { seq: 'desc' },
    select: { at: true },
  });
  return event === null ? null : fromDate(event.at);
}

/** What the ids in the bodies stand for, by id. An id that stands for nobody any more is left out. */
export async function readReferences(db: Db, chain: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.auditReference.findMany({
    where: { chain, id: { in: [...ids] } },
    select: { id: true, value: true },
  });
  return new Map(rows.map(({ id, value }) => [id, value]));
}

/** All heads, for the hourly log line. One row per company. */
export async function listHeads(db: Db): Promise<{ chain: string; seq: bigint; mac: Uint8Array }[]> {
  return db.auditHead.findMany({ orderBy: { chain: 'asc' } });
}

export async function findMac(db: Db, chain: string, seq: bigint): Promise<Uint8Array | null> {
  const event = await db.auditEvent.findUnique({ where: { chain_seq: { chain, seq } }, select: { mac: true } });
  return event?.mac ?? null;
}
