import { fromDate, type Instant, toIso } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import type { Keyring } from '@/lib/platform/keyring';
import { chainMac, genesisMac } from './record';
import { type EventRow, findMac, listChains, listEvents, readHead } from './store';

/** Why a chain does not hold, and the first row where it does not. */
export type BrokenReason =
  /** A row is missing before this one, or stands twice. */
  | 'SEQUENCE'
  /** Body, order or mac were changed. */
  | 'MAC'
  /** The columns beside the body say something else than the body. */
  | 'COLUMNS'
  /** The row hangs on a secret that nobody gave. */
  | 'SECRET_UNKNOWN'
  /** The end of the chain is not where the head says: rows were cut off. */
  | 'HEAD';

export type ChainReport =
  | { chain: string; holds: true; events: bigint; head: Head }
  | { chain: string; holds: false; brokenAt: bigint; reason: BrokenReason };

export type Head = { seq: bigint; mac: Uint8Array };

/** Where a walk begins, when not at the beginning, and what ends it early. */
export type Walk = { from?: Head; stop?: AbortSignal };

const BATCH = 2_000;

/** Walks every chain from its beginning. Memory stays flat: two batches at a time. */
export async function verifyChains(db: Db, ring: Keyring): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  for (const chain of await listChains(db)) {
    const report = await verifyChain(db, ring, chain);
    if (report !== null) reports.push(report);
  }
  return reports;
}

/**
 * Events may be added during the walk: the head as it stood before must be one of the rows, and the head afterwards no
 * earlier than the last of them. Null when it was stopped.
 */
export async function verifyChain(
  db: Db,
  ring: Keyring,
  chain: string,
  { from, stop }: Walk = {},
): Promise<ChainReport | null> {
  const before = await readHead(db, chain);
  const walk = { last: from ?? { seq: 0n, mac: genesisMac(chain) }, hasHead: false };
  walk.hasHead = isHead(before, walk.last);
  for await (const rows of batchesOf(db, chain, walk.last.seq)) {
    if (stop?.aborted === true) return null;
    const fault = walkOn(walk, rows, ring, before);
    if (fault !== null) return { chain, holds: false, ...fault };
  }
  const after = await readHead(db, chain);
  const { seq, mac } = walk.last;
  if (!walk.hasHead || after === null || after.seq < seq)
    return { chain, holds: false, brokenAt: seq + 1n, reason: 'HEAD' };
  return { chain, holds: true, events: seq, head: { seq, mac } };
}

/** Goes over a batch, up to the first row that does not hold. */
function walkOn(
  walk: { last: Head; hasHead: boolean },
  rows: readonly EventRow[],
  ring: Keyring,
  head: Head | null,
): { brokenAt: bigint; reason: BrokenReason } | null {
  for (const row of rows) {
    const reason = checkRow(ring, walk.last, row);
    if (reason !== null) return { brokenAt: reason === 'SEQUENCE' ? walk.last.seq + 1n : row.seq, reason };
    walk.last = row;
    walk.hasHead ||= isHead(head, row);
  }
  return null;
}

function isHead(head: Head | null, { seq, mac }: Head): boolean {
  return head !== null && head.seq === seq && isSame(head.mac, mac);
}

/** The next batch is read while the one before is checked. */
async function* batchesOf(db: Db, chain: string, after: bigint): AsyncGenerator<EventRow[]> {
  let next = listEvents(db, chain, after, BATCH);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    const isLast = last === undefined || rows.length < BATCH;
    if (!isLast) {
      next = listEvents(db, chain, last.seq, BATCH);
      next.catch(() => undefined); // It is awaited in the next round, unless the walk has ended by then.
    }
    yield rows;
    if (isLast) return;
  }
}

function checkRow(ring: Keyring, previous: Head, row: EventRow): BrokenReason | null {
  if (row.seq !== previous.seq + 1n) return 'SEQUENCE';
  if (!ring.ids.includes(row.secretId)) return 'SECRET_UNKNOWN';
  if (!isSame(chainMac(ring, previous.mac, row.seq, row.body, row.secretId), row.mac)) return 'MAC';
  return saysTheSame(row) ? null : 'COLUMNS';
}

/** The body is authentic by now; the columns that lists filter by must repeat it. */
function saysTheSame(row: EventRow): boolean {
  const body = JSON.parse(row.body) as EventBody; // written by recordAudit: its mac was checked
  const at: Instant = fromDate(row.at);
  return (
    body.id === row.id &&
    body.chain === row.chain &&
    body.at === toIso(at) &&
    body.kind === row.kind &&
    body.actor.id === row.actorId &&
    body.person === row.personId &&
    body.key === row.keyId &&
    body.serviceAccountUserId === row.serviceAccountUserId
  );
}

type EventBody = {
  id: string;
  chain: string;
  at: string;
  kind: string;
  actor: { id: string };
  person: string | null;
  key: string | null;
  serviceAccountUserId: string | null;
};

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b);
}

/** A head noted down earlier, `<seq>:<mac in hex>`; null when the text is no head. */
export function parseHead(text: string): Head | null {
  const parts = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text);
  const [, seq, mac] = parts ?? [];
  if (seq === undefined || mac === undefined) return null;
  return { seq: BigInt(seq), mac: new Uint8Array(Buffer.from(mac, 'hex')) };
}

export function headText({ seq, mac }: Head): string {
  return `${seq}:${Buffer.from(mac).toString('hex')}`;
}

/** Whether a head noted down earlier is still part of some chain: finds a tail that was cut together with its head. */
export async function containsHead(db: Db, { seq, mac }: Head): Promise<boolean> {
  // By chain, since the index begins with it.
  const found = await Promise.all((await listChains(db)).map((chain) => findMac(db, chain, seq)));
  return found.some((known) => known !== null && isSame(known, mac));
}
