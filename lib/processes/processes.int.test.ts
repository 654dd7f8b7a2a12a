import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Prisma } from '@/generated/prisma/client';
import { recordAudits } from '@/lib/audit/record';
import { verifyChains } from '@/lib/audit/verify';
import { MINUTE, plus, SECOND } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { cancelProcess } from './commands/cancel-process';
import { addItems, startProcess } from './commands/start-process';
import type { Chunk, ChunkOutcome, ProcessHandler } from './handler';
import { findRecentProcesses } from './queries';
import { runNextProcess } from './run-processes';
import { holdProcess, type Leased, leaseNext, releaseProcess } from './store';

const KIND = 'test.count';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let administrator: Ctx;

beforeEach(async () => {
  vi.spyOn(log, 'error').mockImplementation(() => undefined);
  await database().process.deleteMany({});
  companyId = await makeCompany(clock);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
});

/** Writes an audit row for each item, as a bulk change does. */
async function countItems(chunk: Chunk): Promise<ChunkOutcome> {
  const ctx = await chunk.actFor();
  const items = await chunk.takeItems();
  const entries = items.map(({ id }) => ({ kind: 'key.deleted' as const, keyId: id }));
  await recordAudits(chunk.tx, ctx, chunk.companyId, chunk.now, entries);
  const { done, total, skipped } = chunk.progress;
  const progress = { done: done + items.length, total, skipped, cursor: items.at(-1)?.id ?? null };
  return { progress, isDone: progress.done === total };
}

const counting: ProcessHandler = { kind: KIND, runChunk: countItems };
const failing: ProcessHandler = {
  kind: KIND,
  runChunk: async () => {
    throw new Error('the disk is full');
  },
};

const run = (handler = counting, stop = new AbortController().signal) =>
  runNextProcess({ db: database(), clock, handlers: [handler], stop });

async function drain(handler = counting): Promise<void> {
  while (await run(handler));
}

const itemId = (index: number) => `item-${String(index).padStart(5, '0')}`;

async function start(count: number, work = {}): Promise<string> {
  return database().$transaction(async (tx) => {
    const id = await startProcess(tx, administrator, clock.now(), { kind: KIND, companyId, work });
    const select = Prisma.sql`SELECT 'item-' || lpad(n::text, 5, '0'), 1 FROM generate_series(1, ${count}::int) AS n`;
    expect(await addItems(tx, { companyId, id }, select)).toBe(count);
    return id;
  });
}

const read = (id: string) => database().process.findUniqueOrThrow({ where: { id } });
const audited = async () => {
  const rows = await database().auditEvent.findMany({
    where: { chain: companyId, kind: 'key.deleted' },
    orderBy: { seq: 'asc' },
  });
  return rows.map(({ keyId }) => keyId);
};
const all = (count: number) => Array.from({ length: count }, (_, index) => itemId(index + 1));

describe('a process', () => {
  test('goes through everything in order, and says who asked for it and from where', async () => {
    const id = await start(1_234);
    await drain();
    expect(await audited()).toEqual(all(1_234));
    const process = await read(id);
    expect(process).toMatchObject({ state: 'COMPLETED', leasedUntil: null, error: null });
    expect(process.progress).toMatchObject({ total: 1_234, done: 1_234 });
    const row = await database().auditEvent.findFirstOrThrow({ where: { chain: companyId } });
    const body = JSON.parse(row.body);
    const { actor, request } = administrator;
    expect(body.actor).toMatchObject(actor.kind === 'person' ? { id: actor.id, session: actor.sessionId } : {});
    expect(body.request).toMatchObject({ id: request.id, address: expect.stringMatching(/^adr_/) });
    const reports = await verifyChains(database(), keyring());
    expect(reports.find(({ chain }) => chain === companyId)).toMatchObject({ holds: true, events: 1_234n });
  });

  test('forgets the address when it has ended', async () => {
    const id = await start(1);
    expect(JSON.stringify((await read(id)).input)).toContain('203.0.113.9');
    await drain();
    expect(JSON.stringify((await read(id)).input)).not.toContain('203.0.113.9');
  });

  test('that nobody has committed is not there', async () => {
    const undo = new Error('undo');
    const attempt = database().$transaction(async (tx) => {
      await startProcess(tx, administrator, clock.now(), { kind: KIND, companyId, work: {} });
      throw undo;
    });
    await expect(attempt).rejects.toBe(undo);
    expect(await run()).toBe(false);
  });

  test('waits for its time', async () => {
    await database().$transaction((tx) =>
      startProcess(tx, administrator, clock.now(), {
        kind: KIND,
        companyId,
        work: {},
        total: 0,
        scheduledAt: plus(clock.now(), MINUTE),
      }),
    );
    expect(await run()).toBe(false);
    clock.advance(MINUTE);
    expect(await run()).toBe(true);
  });

  test('of a kind that this worker does not know is left to one that does', async () => {
    const id = await start(1);
    expect(await run({ ...counting, kind: 'test.other' })).toBe(false);
    expect((await read(id)).state).toBe('SCHEDULED');
    expect(await run()).toBe(true);
  });

  test('lets others have their turn', async () => {
    const long = await start(6_000);
    clock.advance(1);
    const short = await start(1);
    clock.advance(1);
    await run();
    expect((await read(long)).state).toBe('RUNNING');
    await run();
    expect((await read(short)).state).toBe('COMPLETED');
    await drain();
    expect((await read(long)).state).toBe('COMPLETED');
  });
});

describe('nothing is done twice and nothing is left out', () => {
  test('by four workers at once', async () => {
    const id = await start(3_000);
    await Promise.all([drain(), drain(), drain(), drain()]);
    await drain();
    expect(await audited()).toEqual(all(3_000));
    expect((await read(id)).state).toBe('COMPLETED');
  });

  test('when a worker is gone in the middle: after its lease another goes on', async () => {
    const id = await start(1_200);
    const stop = new AbortController();
    let chunks = 0;
    const dying: ProcessHandler = {
      kind: KIND,
      runChunk: async (chunk) => {
        const outcome = await countItems(chunk);
        chunks += 1;
        if (chunks === 2) throw new Error('killed before the commit');
        return outcome;
      },
    };
    await run(dying, stop.signal);
    expect(await audited()).toEqual(all(500));
    // Nobody who was killed puts anything off: what is left is the lease alone.
    const leasedUntil = new Date(plus(clock.now(), 30 * SECOND));
    await database().process.update({ where: { id }, data: { leasedUntil, attempts: 0 } });
    expect(await run()).toBe(false);
    clock.advance(30 * SECOND);
    await drain();
    expect(await audited()).toEqual(all(1_200));
  });

  test('by a worker that was asleep for longer than its lease: what another took over is not its own any more', async () => {
    const id = await start(1_000);
    const leaseNow = () => leaseNext(database(), [KIND], clock.now(), plus(clock.now(), 30 * SECOND));
    const asleep = await leaseNow();
    expect(await leaseNow()).toBeNull();
    clock.advance(30 * SECOND);
    const awake = await leaseNow();
    if (asleep === null || awake === null) throw new Error('nobody has a lease');
    const hold = (lease: Leased) => database().$transaction((tx) => holdProcess(tx, lease));
    expect(await hold(awake)).not.toBeNull();
    expect(await hold(asleep)).toBeNull();
    await releaseProcess(database(), asleep, clock.now());
    expect((await read(id)).leasedUntil?.getTime()).toBe(awake.leasedUntil);
  });
});

describe('a chunk that fails', () => {
  test('leaves nothing, is tried later and later, and is given up where people can see it', async () => {
    const id = await start(10);
    const waits: number[] = [];
    for (let attempt = 1; attempt < 8; attempt += 1) {
      expect(await run(failing)).toBe(true);
      const { leasedUntil, state } = await read(id);
      expect(state).toBe('RUNNING');
      waits.push((leasedUntil?.getTime() ?? 0) - clock.now());
      expect(await run(failing)).toBe(false);
      clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320].map((seconds) => seconds * SECOND));
    await run(failing);
    expect(await read(id)).toMatchObject({ state: 'ERROR', error: expect.stringContaining(id), leasedUntil: null });
    expect((await read(id)).error).not.toContain('disk');
    expect(await audited()).toEqual([]);
    expect(await database().processItem.count({ where: { processId: id } })).toBe(0);
  });

  test('and then succeeds is forgotten', async () => {
    const id = await start(10);
    await run(failing);
    clock.advance(5 * SECOND);
    await drain();
    expect(await read(id)).toMatchObject({ state: 'COMPLETED' });
    expect(await audited()).toEqual(all(10));
  });
});

describe('whoever asked', () => {
  test.each([
    ['is no administrator any more', { isAdministrator: false }],
    ['has MFA off', { mfaEnabledAt: null, totpSecret: null, secretId: null }],
    ['is deactivated', { deactivatedAt: new Date(clock.now()) }],
  ])('%s: the rest is not done', async (_, change) => {
    const id = await start(1_000);
    const stop = new AbortController();
    const once: ProcessHandler = {
      kind: KIND,
      runChunk: async (chunk) => {
        stop.abort();
        return countItems(chunk);
      },
    };
    await run(once, stop.signal);
    expect(await audited()).toHaveLength(500);
    const personId = administrator.actor.kind === 'person' ? administrator.actor.id : '';
    await database().person.update({ where: { id: personId }, data: change });
    await drain();
    expect(await audited()).toHaveLength(500);
    expect(await read(id)).toMatchObject({
      state: 'CANCELED',
      error: 'Whoever started it is no active company administrator any more.',
    });
  });
});

describe('Cancel', () => {
  test('stops a process before its next chunk, keeps what is done, and says who', async () => {
    const id = await start(1_000);
    const stop = new AbortController();
    const once: ProcessHandler = {
      kind: KIND,
      runChunk: async (chunk) => {
        stop.abort();
        return countItems(chunk);
      },
    };
    await run(once, stop.signal);
    expectOk(await cancelProcess(administrator, { processId: id }));
    await drain();
    expect(await audited()).toHaveLength(500);
    expect(await read(id)).toMatchObject({ state: 'CANCELED', error: 'Dana Whitfield canceled it.' });
    expect(await database().processItem.count({ where: { processId: id } })).toBe(0);
    const row = await database().auditEvent.findFirstOrThrow({
      where: { chain: companyId, kind: 'process.canceled' },
    });
    expect(JSON.parse(row.body).before).toEqual({ process: id, kind: KIND, done: 500, total: 1_000 });
  });

  test('of what has ended is refused', async () => {
    const id = await start(1);
    await drain();
    expect(await cancelProcess(administrator, { processId: id })).toEqual({ ok: false, error: { code: 'HAS_ENDED' } });
  });

  test('happens once, however often it is pressed at once', async () => {
    const id = await start(1);
    const results = await Promise.all([1, 2, 3].map(() => cancelProcess(administrator, { processId: id })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is for administrators of the company alone', async () => {
    const id = await start(1);
    const others = [
      await makePerson(clock, companyId),
      await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
      await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
    ];
    for (const other of others) {
      const ctx = contextFor(other, clock);
      expect(await cancelProcess(ctx, { processId: id })).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
      expect((await findRecentProcesses(ctx, [KIND])).processes).toEqual([]);
    }
    expect((await read(id)).state).toBe('SCHEDULED');
    expect((await findRecentProcesses(administrator, [KIND])).processes).toMatchObject([{ id, state: 'SCHEDULED' }]);
  });
});
