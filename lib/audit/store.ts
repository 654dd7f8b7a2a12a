import type { AuditEvent } from '@/generated/prisma/client';
import type { Db } from '@/lib/platform/database';

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

/** All heads, for the hourly log line. One row per company. */
export async function listHeads(db: Db): Promise<{ chain: string; seq: bigint; mac: Uint8Array }[]> {
  return db.auditHead.findMany({ orderBy: { chain: 'asc' } });
}

export async function findMac(db: Db, chain: string, seq: bigint): Promise<Uint8Array | null> {
  const event = await db.auditEvent.findUnique({ where: { chain_seq: { chain, seq } }, select: { mac: true } });
  return event?.mac ?? null;
}
