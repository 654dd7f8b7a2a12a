import type { Clock } from '@/lib/kernel/clock';
import { DAY, HOUR, type Instant, MINUTE } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Db } from '@/lib/platform/database';
import { type Keyring, keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { auditChain } from './audit-queries';
import type { AuditQuery } from './audit-query';
import { findMac, listChains } from './store';
import { type ChainCheck, putCheck, readCheck } from './store-check';
import { type Head, verifyChain } from './verify';

export type { ChainCheck } from './store-check';

type Checking = { db: Db; clock: Clock; ring: Keyring; stop: AbortSignal };

/** Another worker was here just now. */
const RECENT = 5 * MINUTE;
/** What was checked before is walked again by then: somebody may have rewritten it since. */
const WHOLE_EVERY = DAY;
/** A broken chain may have been put right. */
const BROKEN_EVERY = HOUR;

/**
 * Checks every chain: what came since the last time, and once a day all of it. What is found is kept for the page, and a
 * broken chain is logged each time.
 */
export async function checkChains(checking: Checking): Promise<void> {
  for (const chain of await listChains(checking.db)) {
    if (checking.stop.aborted) return;
    await checkChain(checking, chain);
  }
}

async function checkChain({ db, clock, ring, stop }: Checking, chain: string): Promise<void> {
  const now = clock.now();
  const last = await readCheck(db, ring, chain);
  if (last !== null && now - last.checkedAt < RECENT && now >= last.checkedAt) return;
  const from = await walkedBefore(db, chain, last, now);
  if (from === 'BROKEN_LATELY') return;
  const report = await verifyChain(db, ring, chain, { stop, ...(from === null ? {} : { from }) });
  if (report === null) return;
  const wholeAt = from === null || last === null ? now : last.wholeAt;
  if (report.holds) {
    await putCheck(db, ring, { chain, ...report.head, checkedAt: now, wholeAt, broken: null });
    return;
  }
  const { brokenAt, reason } = report;
  log.error({ chain, brokenAt: String(brokenAt), reason }, 'audit chain is broken');
  const reached = last ?? { seq: 0n, mac: new Uint8Array() };
  await putCheck(db, ring, {
    chain,
    seq: reached.seq,
    mac: reached.mac,
    checkedAt: now,
    wholeAt,
    broken: { at: brokenAt, reason },
  });
}

/** Where to go on; null = from the beginning. */
async function walkedBefore(
  db: Db,
  chain: string,
  last: ChainCheck | null,
  now: Instant,
): Promise<Head | null | 'BROKEN_LATELY'> {
  if (last === null) return null;
  if (last.broken !== null) return now - last.checkedAt < BROKEN_EVERY ? 'BROKEN_LATELY' : null;
  if (now - last.wholeAt >= WHOLE_EVERY) return null;
  // What ended the chain then has to be there still; if not, the walk from the beginning says what became of it.
  const mac = await findMac(db, chain, last.seq);
  return mac !== null && Buffer.from(mac).equals(last.mac) ? { seq: last.seq, mac: last.mac } : null;
}

/** What the worker last found, for whoever may read that audit. Null when it was not there yet. */
export async function findChainCheck(ctx: Ctx, query: AuditQuery): Promise<ChainCheck | null> {
  const chain = auditChain(ctx, query);
  return chain === null ? null : readCheck(ctx.db, keyring(), chain);
}
