import type { Actor } from '@/lib/authz/actor';
import { canonicalJson, type Json } from '@/lib/kernel/canonical-json';
import { type Instant, toDate, toIso } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { type Keyring, keyring } from '@/lib/platform/keyring';
import { newId } from '@/lib/platform/random';
import type { AuditEntry } from './event';

/**
 * Writes the audit row of a change into the transaction of the change, at the end of its chain. Call it last: the head of
 * the chain is locked from here to the commit, and everybody else in the company waits for it.
 *
 * `chain` is the company's id or INSTALLATION_CHAIN; its head must exist (`openChain`).
 */
export async function recordAudit(tx: Tx, ctx: Ctx, chain: string, at: Instant, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, ctx, chain, at, [entry]);
}

/** The same for changes that one transaction makes together, in their order: at most 500, by ARCHITECTURE. */
export async function recordAudits(
  tx: Tx,
  ctx: Ctx,
  chain: string,
  at: Instant,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const ring = keyring();
  const references = requestReferences(ctx, chain, ring);
  await keepReferences(tx, chain, references);
  const [head] = await tx.$queryRaw<{ seq: bigint; mac: Uint8Array }[]>`
    UPDATE audit_head SET seq = seq + ${entries.length} WHERE chain = ${chain} RETURNING seq, mac`;
  if (head === undefined) throw new Error(`no audit chain ${chain}`);
  let { mac } = head;
  const rows = entries.map((entry, index) => {
    const id = newId('evt');
    const seq = head.seq - BigInt(entries.length - 1 - index);
    const body = canonicalJson(eventBody(id, chain, at, ctx, entry, references));
    mac = chainMac(ring, mac, seq, body, ring.currentId);
    return [
      seq,
      id,
      entry.kind,
      entry.personId ?? null,
      entry.keyId ?? null,
      entry.serviceAccountUserId ?? null,
      body,
      mac,
    ];
  });
  const column = (index: number) => rows.map((row) => row[index]);
  await tx.$executeRaw`
    WITH event AS (
      INSERT INTO audit_event (chain, at, actor_id, secret_id, seq, id, kind, person_id, key_id, service_account_user_id, body, mac)
      SELECT ${chain}, ${toDate(at)}, ${actorId(ctx.actor)}, ${ring.currentId}, * FROM unnest(${column(0)}::bigint[],
        ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::text[], ${column(4)}::text[], ${column(5)}::text[],
        ${column(6)}::text[], ${column(7)}::bytea[]))
    UPDATE audit_head SET mac = ${mac} WHERE chain = ${chain}`;
}

/** Begins a company's chain, in the transaction that creates the company. */
export async function openChain(tx: Tx, chain: string): Promise<void> {
  await tx.auditHead.createMany({ data: [{ chain, seq: 0n, mac: genesisMac(chain) }], skipDuplicates: true });
}

/** The mac before the first event. It needs no key: the first event's own mac covers it. */
export function genesisMac(chain: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`keydesk/audit/${chain}`);
}

/** HMAC-SHA-256(key derived from the secret, previous mac ‖ seq as 8 bytes big endian ‖ body in UTF-8). */
export function chainMac(ring: Keyring, previous: Uint8Array, seq: bigint, body: string, secretId: string): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(seq);
  return ring.mac('audit-chain', Buffer.concat([previous, number, Buffer.from(body, 'utf8')]), secretId);
}

type Reference = { id: string; kind: 'PERSON' | 'ADDRESS' | 'USER_AGENT'; value: string };

function requestReferences(ctx: Ctx, chain: string, ring: Keyring): Reference[] {
  const { address, userAgent } = ctx.request;
  const references: Reference[] = [];
  if (ctx.actor.kind === 'person') {
    references.push({ id: ctx.actor.id, kind: 'PERSON', value: `${ctx.actor.name} <${ctx.actor.email}>` });
  }
  if (address !== undefined) references.push(keyedReference(ring, chain, 'adr', 'ADDRESS', address));
  if (userAgent !== undefined)
    references.push(keyedReference(ring, chain, 'uag', 'USER_AGENT', userAgent.slice(0, 400)));
  return references;
}

/** The id is a keyed hash: the same address has one row in a chain, and the id does not give the address away. */
function keyedReference(
  ring: Keyring,
  chain: string,
  prefix: string,
  kind: 'ADDRESS' | 'USER_AGENT',
  value: string,
): Reference {
  const digest = ring.mac('audit-reference', `${chain}\0${kind}\0${value}`);
  return { id: `${prefix}_${Buffer.from(digest).toString('hex').slice(0, 24)}`, kind, value };
}

/**
 * Remembers who a person id stands for, so that the audit can name people who are gone. Whoever takes another name or
 * address goes by the new one, as in every other list.
 */
export async function keepPersonReference(
  tx: Tx,
  chain: string,
  person: { id: string; name: string; email: string },
): Promise<void> {
  const value = `${person.name} <${person.email}>`;
  await tx.auditReference.upsert({
    where: { chain_id: { chain, id: person.id } },
    create: { chain, id: person.id, kind: 'PERSON', value },
    update: { value },
  });
}

async function keepReferences(tx: Tx, chain: string, references: Reference[]): Promise<void> {
  if (references.length === 0) return;
  await tx.auditReference.createMany({
    data: references.map((reference) => ({ chain, ...reference })),
    skipDuplicates: true,
  });
}

function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.id;
    case 'system':
      return actor.name;
    case 'anonymous':
      return 'anonymous';
  }
}

function eventBody(id: string, chain: string, at: Instant, ctx: Ctx, entry: AuditEntry, references: Reference[]): Json {
  const reference = (kind: Reference['kind']) => references.find((known) => known.kind === kind)?.id ?? null;
  return {
    v: 1,
    id,
    chain,
    at: toIso(at),
    kind: entry.kind,
    actor: {
      kind: ctx.actor.kind,
      id: actorId(ctx.actor),
      session: ctx.actor.kind === 'person' ? ctx.actor.sessionId : null,
    },
    person: entry.personId ?? null,
    key: entry.keyId ?? null,
    ...(entry.keyName === undefined ? {} : { keyName: entry.keyName }),
    serviceAccountUserId: entry.serviceAccountUserId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    request: { id: ctx.request.id, address: reference('ADDRESS'), userAgent: reference('USER_AGENT') },
  };
}
