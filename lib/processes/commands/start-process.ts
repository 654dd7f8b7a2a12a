import type { Prisma } from '@/generated/prisma/client';
import type { Json } from '@/lib/kernel/canonical-json';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { Progress } from '../handler';
import { insertItems, insertProcess } from '../store';

export type ProcessOrder = {
  kind: string;
  companyId: string;
  /** What the handler needs to know: never a secret. */
  work: { readonly [name: string]: Json };
  /** Not before; at once when left out. */
  scheduledAt?: Instant;
  /** How much there is to do, where that is known; `addItems` counts by itself. */
  total?: number;
};

/**
 * Puts work on the worker's desk, in the transaction of the command that asks for it: there is no process without its
 * command, and none runs before that has committed. Who asks is remembered with session and address, because the audit will
 * name them for each part of it.
 *
 * @returns the process's id
 */
export async function startProcess(tx: Tx, ctx: Ctx, now: Instant, order: ProcessOrder): Promise<string> {
  const { actor, request } = ctx;
  if (actor.kind !== 'person') throw new Error('a process is asked for by a person');
  const { kind, companyId, work, scheduledAt = now, total = null } = order;
  const id = newId('prc');
  const origin = { personId: actor.id, sessionId: actor.sessionId, request };
  const progress: Progress = { total, done: 0, skipped: 0, cursor: null };
  await insertProcess(tx, { id, companyId, kind, work, origin, scheduledAt, createdAt: now, progress });
  return id;
}

/**
 * Writes down what the process has to go through, as it is now, so that nothing is added to what was confirmed and what is
 * changed meanwhile is known by its version.
 *
 * @param select a statement that answers `(id, version)` @returns how many there are
 */
export async function addItems(
  tx: Tx,
  process: { companyId: string; id: string },
  select: Prisma.Sql,
): Promise<number> {
  return insertItems(tx, process, select);
}
