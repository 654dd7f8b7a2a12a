import { canonicalJson } from '@/lib/kernel/canonical-json';
import { fromDate, type Instant, toDate, toIso } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import type { Keyring } from '@/lib/platform/keyring';

/** How far a chain was found whole. */
export type ChainCheck = {
  chain: string;
  /** Up to here, which ended it with this mac. */
  seq: bigint;
  mac: Uint8Array;
  checkedAt: Instant;
  /** When the last walk from the beginning began. */
  wholeAt: Instant;
  broken: { at: bigint; reason: string } | null;
};

/** Null when there is none, or when it was not written by a program that knows the secret. */
export async function readCheck(db: Db, ring: Keyring, chain: string): Promise<ChainCheck | null> {
  const row = await db.auditCheck.findUnique({ where: { chain } });
  if (row === null) return null;
  const { seq, mac, brokenAt, reason, seal } = row;
  const check = {
    chain,
    seq,
    mac,
    checkedAt: fromDate(row.checkedAt),
    wholeAt: fromDate(row.wholeAt),
    broken: brokenAt === null || reason === null ? null : { at: brokenAt, reason },
  };
  return ring.ids.some((id) => Buffer.from(sealOf(check, ring, id)).equals(seal)) ? check : null;
}

/** The later check stays, of two workers that were here at once. */
export async function putCheck(db: Db, ring: Keyring, check: ChainCheck): Promise<void> {
  const { chain, seq, mac, checkedAt, wholeAt, broken } = check;
  const seal = sealOf(check, ring, ring.currentId);
  await db.$executeRaw`
    INSERT INTO audit_check AS c (chain, seq, mac, checked_at, whole_at, broken_at, reason, seal)
    VALUES (${chain}, ${seq}, ${mac}, ${toDate(checkedAt)}, ${toDate(wholeAt)}, ${broken?.at ?? null},
      ${broken?.reason ?? null}, ${seal})
    ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, checked_at = excluded.checked_at,
      whole_at = excluded.whole_at, broken_at = excluded.broken_at, reason = excluded.reason, seal = excluded.seal
    WHERE c.checked_at <= excluded.checked_at OR ${broken !== null}`;
}

function sealOf(
  { chain, seq, mac, checkedAt, wholeAt, broken }: ChainCheck,
  ring: Keyring,
  secretId: string,
): Uint8Array {
  const said = canonicalJson({
    chain,
    seq: String(seq),
    mac: Buffer.from(mac).toString('hex'),
    checkedAt: toIso(checkedAt),
    wholeAt: toIso(wholeAt),
    brokenAt: broken === null ? null : String(broken.at),
    reason: broken?.reason ?? null,
  });
  return ring.mac('audit-check', said, secretId);
}
