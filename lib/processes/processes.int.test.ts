import { beforeEach, describe, expect, test, vi } from 'vitest';
import { verifyChains } from '@/lib/audit/verify';
import { MINUTE, plus, SECOND } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { FixedClock } from '@/test/support/fixed-clock';
import {
  allItems,
  countItems,
  counting,
  KIND,
  makeProcessScene,
  type ProcessScene,
} from '@/test/support/process-scene';
import { startProcess } from './commands/start-process';
import type { ProcessHandler } from './handler';
import { holdProcess, type Leased, leaseNext, releaseProcess } from './store';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let scene: ProcessScene;

beforeEach(async () => {
  vi.spyOn(log, 'error').mockImplementation(() => undefined);
  scene = await makeProcessScene(clock);
});

const failing: ProcessHandler = {
  kind: KIND,
  runChunk: async () => {
    throw new Error('the disk is full');
  },
};

describe('a process', () => {
  test('goes through everything in order, and says who asked for it and from where', async () => {
    const id = await scene.start(1_234);
    await scene.drain();
    expect(await scene.audited()).toEqual(allItems(1_234));
    const process = await scene.read(id);
    expect(process).toMatchObject({ state: 'COMPLETED', leasedUntil: null, error: null });
    expect(process.progress).toMatchObject({ total: 1_234, done: 1_234 });
    const row = await database().auditEvent.findFirstOrThrow({ where: { chain: scene.companyId } });
    const body = JSON.parse(row.body);
    const { actor, request } = scene.administrator;
    expect(body.actor).toMatchObject(actor.kind === 'person' ? { id: actor.id, session: actor.sessionId } : {});
    expect(body.request).toMatchObject({ id: request.id, address: expect.stringMatching(/^adr_/) });
    const reports = await verifyChains(database(), keyring());
    expect(reports.find(({ chain }) => chain === scene.companyId)).toMatchObject({ holds: true, events: 1_234n });
  });

  test('forgets the address when it has ended', async () => {
    const id = await scene.start(1);
    expect(JSON.stringify((await scene.read(id)).input)).toContain('203.0.113.9');
    await scene.drain();
    expect(JSON.stringify((await scene.read(id)).input)).not.toContain('203.0.113.9');
  });

  test('that nobody has committed is not there', async () => {
    const undo = new Error('undo');
    const attempt = database().$transaction(async (tx) => {
      await startProcess(tx, scene.administrator, clock.now(), { kind: KIND, companyId: scene.companyId, work: {} });
      throw undo;
    });
    await expect(attempt).rejects.toBe(undo);
    expect(await scene.run()).toBe(false);
  });

  test('waits for its time', async () => {
    await database().$transaction((tx) =>
      startProcess(tx, scene.administrator, clock.now(), {
        kind: KIND,
        companyId: scene.companyId,
        work: {},
        total: 0,
        scheduledAt: plus(clock.now(), MINUTE),
      }),
    );
    expect(await scene.run()).toBe(false);
    clock.advance(MINUTE);
    expect(await scene.run()).toBe(true);
  });

  test('of a kind that this worker does not know is left to one that does', async () => {
    const id = await scene.start(1);
    expect(await scene.run({ ...counting, kind: 'test.other' })).toBe(false);
    expect((await scene.read(id)).state).toBe('SCHEDULED');
    expect(await scene.run()).toBe(true);
  });

  test('lets others have their turn', async () => {
    const long = await scene.start(6_000);
    clock.advance(1);
    const short = await scene.start(1);
    clock.advance(1);
    await scene.run();
    expect((await scene.read(long)).state).toBe('RUNNING');
    await scene.run();
    expect((await scene.read(short)).state).toBe('COMPLETED');
    await scene.drain();
    expect((await scene.read(long)).state).toBe('COMPLETED');
  });
});

describe('nothing is done twice and nothing is left out', () => {
  test('by four workers at once', async () => {
    const id = await scene.start(3_000);
    await Promise.all([scene.drain(), scene.drain(), scene.drain(), scene.drain()]);
    await scene.drain();
    expect(await scene.audited()).toEqual(allItems(3_000));
    expect((await scene.read(id)).state).toBe('COMPLETED');
  });

  test('when a worker is gone in the middle: after its lease another goes on', async () => {
    const id = await scene.start(1_200);
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
    await scene.run(dying);
    expect(await scene.audited()).toEqual(allItems(500));
    // Nobody who was killed puts anything off: what is left is the lease alone.
    const leasedUntil = new Date(plus(clock.now(), 30 * SECOND));
    await database().process.update({ where: { id }, data: { leasedUntil, attempts: 0 } });
    expect(await scene.run()).toBe(false);
    clock.advance(30 * SECOND);
    await scene.drain();
    expect(await scene.audited()).toEqual(allItems(1_200));
  });

  test('by a worker that was asleep for longer than its lease: what another took over is not its own any more', async () => {
    const id = await scene.start(1_000);
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
    expect((await scene.read(id)).leasedUntil?.getTime()).toBe(awake.leasedUntil);
  });
});

describe('a chunk that fails', () => {
  test('leaves nothing, is tried later and later, and is given up where people can see it', async () => {
    const id = await scene.start(10);
    const waits: number[] = [];
    for (let attempt = 1; attempt < 8; attempt += 1) {
      expect(await scene.run(failing)).toBe(true);
      const { leasedUntil, state } = await scene.read(id);
      expect(state).toBe('RUNNING');
      waits.push((leasedUntil?.getTime() ?? 0) - clock.now());
      expect(await scene.run(failing)).toBe(false);
      clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320].map((seconds) => seconds * SECOND));
    await scene.run(failing);
    expect(await scene.read(id)).toMatchObject({
      state: 'ERROR',
      error: expect.stringContaining(id),
      leasedUntil: null,
    });
    expect((await scene.read(id)).error).not.toContain('disk');
    expect(await scene.audited()).toEqual([]);
    expect(await database().processItem.count({ where: { processId: id } })).toBe(0);
  });

  test('and then succeeds is forgotten', async () => {
    const id = await scene.start(10);
    await scene.run(failing);
    clock.advance(5 * SECOND);
    await scene.drain();
    expect(await scene.read(id)).toMatchObject({ state: 'COMPLETED' });
    expect(await scene.audited()).toEqual(allItems(10));
  });
});
