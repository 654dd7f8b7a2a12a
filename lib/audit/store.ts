import type { AuditEvent } from '@/generated/prisma/client';
import { fromDate, type Instant, toDate, toInstant } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import type { AuditKind } from './event';

export type EventRow = AuditEvent;

/** Every chain there is a head or an event of: a chain whose head was removed is found too. */
export async function listChains(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ chain: string }[]>`
    SELECT chain FROM audit_head UNION SELECT DISTINCT chain FROM audit_event ORDER BY chain`;
  return rows.map((row) => row.chain);
}

/** One row as `listEvents` asks for it. */
type PackedRow = [
  seq: string,
  id: string,
  at: number,
  kind: string,
  actorId: string | null,
  personId: string | null,
  keyId: string | null,
  serviceAccountUserId: string | null,
  body: string,
  mac: string,
  secretId: string,
];

/**
 * The events of a chain after `seq`, in order. The database packs a batch into one text: a walk over millions of rows spends
 * its time on macs then, and not on taking rows apart column by column.
 */
export async function listEvents(db: Db, chain: string, after: bigint, limit: number): Promise<EventRow[]> {
  const [packed] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(e.seq::text, e.id, (extract(epoch FROM e.at) * 1000)::bigint, e.kind, e.actor_id, e.person_id,
      e.key_id, e.service_account_user_id, e.body, encode(e.mac, 'hex'), e.secret_id) ORDER BY e.seq)::text AS rows
    FROM (SELECT * FROM audit_event WHERE chain = ${chain} AND seq > ${after} ORDER BY seq LIMIT ${limit}) e`;
  const rows = JSON.parse(packed?.rows ?? '[]') as PackedRow[]; // the columns named above
  return rows.map(([seq, id, at, kind, actorId, personId, keyId, serviceAccountUserId, body, mac, secretId]) => ({
    chain,
    seq: BigInt(seq),
    id,
    at: toDate(toInstant(at)),
    kind,
    actorId,
    personId,
    keyId,
    serviceAccountUserId,
    body,
    mac: new Uint8Array(Buffer.from(mac, 'hex')),
    secretId,
  }));
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
