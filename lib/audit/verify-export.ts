import { z } from 'zod';
import type { Keyring } from '@/lib/platform/keyring';
import { chainMac, genesisMac } from './record';

const hex = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => new Uint8Array(Buffer.from(text, 'hex')));

const lineSchema = z.object({
  seq: z.number().int().positive(),
  body: z.string(),
  mac: hex,
  follows: hex.nullable(),
  secretId: z.string(),
});
type Line = z.output<typeof lineSchema>;

export type ExportReport = { holds: true; events: number } | { holds: false; line: number; reason: ExportFault };

/** Why a line of an export does not hold. */
export type ExportFault =
  /** No line of an export at all. */
  | 'SHAPE'
  /** Body, number or mac were changed. */
  | 'MAC'
  /** It hangs on a secret that nobody gave. */
  | 'SECRET_UNKNOWN'
  /** The line of the event before it says that it ends otherwise. */
  | 'FOLLOWS';

/**
 * Checks an export in NDJSON line by line, with nothing but the secret. Whether events were left out it cannot tell: an
 * export with filters leaves out most of them.
 */
export async function verifyExport(lines: AsyncIterable<string>, ring: Keyring): Promise<ExportReport> {
  let events = 0;
  let newer: Line | null = null;
  for await (const text of lines) {
    events += 1;
    const line = readLine(text);
    const reason =
      line === null ? 'SHAPE' : (faultOf(line, ring) ?? (newer !== null && breaks(newer, line) ? 'FOLLOWS' : null));
    if (line === null || reason !== null) return { holds: false, line: events, reason: reason ?? 'SHAPE' };
    newer = line;
  }
  return { holds: true, events };
}

function readLine(text: string): Line | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function faultOf({ seq, body, mac, follows, secretId }: Line, ring: Keyring): ExportFault | null {
  if (!ring.ids.includes(secretId)) return 'SECRET_UNKNOWN';
  const previous = follows ?? genesisOf(body);
  if (previous === null || (follows === null) !== (seq === 1)) return 'SHAPE';
  return isSame(chainMac(ring, previous, BigInt(seq), body, secretId), mac) ? null : 'MAC';
}

/** The first event of a chain names it. */
function genesisOf(body: string): Uint8Array | null {
  try {
    const chain = z.object({ chain: z.string() }).safeParse(JSON.parse(body)).data?.chain;
    return chain === undefined ? null : genesisMac(chain);
  } catch {
    return null;
  }
}

/** Newest first: the line below is the event before. */
function breaks(newer: Line, line: Line): boolean {
  return newer.seq === line.seq + 1 && (newer.follows === null || !isSame(newer.follows, line.mac));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b);
}
