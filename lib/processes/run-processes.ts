import { can } from '@/lib/authz/can';
import type { Clock } from '@/lib/kernel/clock';
import { type Instant, plus, SECOND } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Db, Tx } from '@/lib/platform/database';
import { log } from '@/lib/platform/log';
import { type Chunk, MOST_IN_CHUNK, type ProcessHandler } from './handler';
import {
  endProcess,
  type HeldProcess,
  holdProcess,
  type Leased,
  leaseNext,
  lockStarter,
  releaseProcess,
  saveProgress,
  takeItems,
} from './store';

export type Engine = {
  db: Db;
  clock: Clock;
  /** What this worker can do. Other kinds are left to workers that can. */
  handlers: readonly ProcessHandler[];
  /** The program is to end: no further chunk is begun. */
  stop: AbortSignal;
};

/** Longer than a transaction may take, so that a lease is lost by workers that died and by no others. */
const LEASE_MS = 30 * SECOND;
/** After so many chunks others have their turn. */
const CHUNKS_IN_TURN = 10;
const MOST_ATTEMPTS = 8;

/**
 * Takes the process that has waited longest and does some of it, chunk by chunk. Any number of workers may call it: a chunk
 * holds the row of its process, and its changes, their audit rows and the progress commit together, so whoever comes next
 * goes on exactly behind the last commit, also after `kill -9`.
 *
 * @returns whether there was anything to do
 */
export async function runNextProcess(engine: Engine): Promise<boolean> {
  const { db, clock, handlers } = engine;
  const now = clock.now();
  const kinds = handlers.map(({ kind }) => kind);
  const leased = await leaseNext(db, kinds, now, plus(now, LEASE_MS));
  const handler = handlers.find(({ kind }) => kind === leased?.kind);
  if (leased === null || handler === undefined) return false;
  await runTurn(engine, handler, leased);
  return true;
}

async function runTurn(engine: Engine, handler: ProcessHandler, leased: Leased): Promise<void> {
  let lease: Leased | null = leased;
  for (let chunk = 0; chunk < CHUNKS_IN_TURN && !engine.stop.aborted; chunk += 1) {
    lease = await tryChunk(engine, handler, lease);
    if (lease === null) return;
  }
  await releaseProcess(engine.db, lease, engine.clock.now());
}

/** @returns the renewed lease; null when this worker has nothing more to do with the process for now */
async function tryChunk(engine: Engine, handler: ProcessHandler, lease: Leased): Promise<Leased | null> {
  const now = engine.clock.now();
  try {
    return await engine.db.$transaction((tx) => runChunk(engine, tx, handler, lease, now));
  } catch (error) {
    if (error instanceof RightsLost) {
      await end(engine.db, lease, now, { state: 'CANCELED', error: error.message });
    } else {
      await putOff(engine, lease, error);
    }
    return null;
  }
}

async function runChunk(
  engine: Engine,
  tx: Tx,
  handler: ProcessHandler,
  lease: Leased,
  now: Instant,
): Promise<Leased | null> {
  const held = await holdProcess(tx, lease);
  if (held === null) return null;
  const outcome = await handler.runChunk(chunkOf(engine, tx, lease, held, now));
  if ('canceled' in outcome) {
    await endProcess(tx, lease.id, now, { state: 'CANCELED', error: outcome.canceled });
    return null;
  }
  const { progress, isDone } = outcome;
  if (isDone) {
    await endProcess(tx, lease.id, now, { state: 'COMPLETED', error: null, progress });
    return null;
  }
  // Strictly later than the lease before, by which the two are told apart.
  const leasedUntil = plus(now, LEASE_MS) > lease.leasedUntil ? plus(now, LEASE_MS) : plus(lease.leasedUntil, 1);
  await saveProgress(tx, lease.id, progress, leasedUntil);
  return { ...lease, leasedUntil, attempts: 0 };
}

function chunkOf(engine: Engine, tx: Tx, lease: Leased, held: HeldProcess, now: Instant): Chunk {
  const { companyId } = lease;
  const { work, progress } = held;
  return {
    tx,
    now,
    companyId,
    work,
    progress,
    actFor: (people = []) => actFor(engine, tx, companyId, held, people),
    takeItems: () => takeItems(tx, lease, progress.cursor, MOST_IN_CHUNK),
  };
}

/** Whoever asked for the process may not any more what it does. */
class RightsLost extends Error {
  override readonly name = 'RightsLost';
}

async function actFor(
  { db, clock }: Engine,
  tx: Tx,
  companyId: string,
  { origin }: HeldProcess,
  people: readonly string[],
): Promise<Ctx> {
  const { personId, sessionId, request } = origin;
  const starter = await lockStarter(tx, companyId, personId, people);
  const actor = starter === null ? null : { kind: 'person' as const, id: personId, companyId, sessionId, ...starter };
  if (actor === null || !can(actor, { action: 'process.run', companyId })) {
    throw new RightsLost('Whoever started it is no active company administrator any more.');
  }
  return { db, clock, actor, request };
}

/** Later and later, until it is given up. The log tells more than people are told. */
async function putOff({ db, clock }: Engine, lease: Leased, error: unknown): Promise<void> {
  const now = clock.now();
  // The first chunk of a lease counted its attempt when it was leased.
  const attempts = Math.max(1, lease.attempts);
  const isGivenUp = attempts >= MOST_ATTEMPTS;
  const { id: processId, kind } = lease;
  log.error({ processId, kind, attempt: attempts, givenUp: isGivenUp, err: error }, 'process failed');
  if (isGivenUp) {
    const words = `Something failed on our side, ${attempts} times in a row. The log tells more about ${processId}.`;
    await end(db, lease, now, { state: 'ERROR', error: words });
  } else {
    await releaseProcess(db, lease, plus(now, 5 * SECOND * 2 ** (attempts - 1)));
  }
}

/** Only while the lease is ours: what another worker took over is not ours to end. */
async function end(
  db: Db,
  lease: Leased,
  now: Instant,
  how: { state: 'ERROR' | 'CANCELED'; error: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    if ((await holdProcess(tx, lease)) !== null) await endProcess(tx, lease.id, now, how);
  });
}
