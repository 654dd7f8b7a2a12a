import { Prisma } from '@/generated/prisma/client';
import { recordAudits } from '@/lib/audit/record';
import type { Clock } from '@/lib/kernel/clock';
import { database } from '@/lib/platform/database';
import { addItems, startProcess } from '@/lib/processes/commands/start-process';
import type { Chunk, ChunkOutcome, ProcessHandler } from '@/lib/processes/handler';
import { runNextProcess } from '@/lib/processes/run-processes';
import { contextFor, makeCompany, makePerson } from './scene';

export type ProcessScene = Awaited<ReturnType<typeof makeProcessScene>>;

/** What the processes of these tests are of. */
export const KIND = 'test.count';

/** Writes an audit row for each item, as a bulk change does. */
export async function countItems(chunk: Chunk): Promise<ChunkOutcome> {
  const ctx = await chunk.actFor();
  const items = await chunk.takeItems();
  const entries = items.map(({ id }) => ({ kind: 'key.deleted' as const, keyId: id }));
  await recordAudits(chunk.tx, ctx, chunk.companyId, chunk.now, entries);
  const { done, total, skipped } = chunk.progress;
  const progress = { done: done + items.length, total, skipped, cursor: items.at(-1)?.id ?? null };
  return { progress, isDone: progress.done === total };
}

export const counting: ProcessHandler = { kind: KIND, runChunk: countItems };

/** The items of a process of that many, in their order. */
export const allItems = (count: number) =>
  Array.from({ length: count }, (_, index) => `item-${String(index + 1).padStart(5, '0')}`);

/** A company whose administrator starts processes, in an installation that has none yet. */
export async function makeProcessScene(clock: Clock) {
  await database().process.deleteMany({});
  const companyId = await makeCompany(clock);
  const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);

  const start = (count: number) =>
    database().$transaction(async (tx) => {
      const id = await startProcess(tx, administrator, clock.now(), { kind: KIND, companyId, work: {} });
      const select = Prisma.sql`SELECT 'item-' || lpad(n::text, 5, '0'), 1 FROM generate_series(1, ${count}::int) AS n`;
      const added = await addItems(tx, { companyId, id }, select);
      if (added !== count) throw new Error(`${added} items instead of ${count}`);
      return id;
    });
  const run = (handler = counting, stop = new AbortController().signal) =>
    runNextProcess({ db: database(), clock, handlers: [handler], stop });
  const drain = async () => {
    while (await run());
  };
  /** As by a worker that is told to end while it does the first chunk. */
  const runOneChunk = async () => {
    const stop = new AbortController();
    const runChunk = (chunk: Chunk) => {
      stop.abort();
      return countItems(chunk);
    };
    await run({ kind: KIND, runChunk }, stop.signal);
  };
  const read = (id: string) => database().process.findUniqueOrThrow({ where: { id } });
  /** The items that were counted, in the order of the audit. */
  const audited = async () => {
    const where = { chain: companyId, kind: 'key.deleted' };
    const rows = await database().auditEvent.findMany({ where, orderBy: { seq: 'asc' } });
    return rows.map(({ keyId }) => keyId);
  };
  return { companyId, administrator, start, run, drain, runOneChunk, read, audited };
}
