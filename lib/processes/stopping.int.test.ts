import { beforeEach, describe, expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { KIND, makeProcessScene, type ProcessScene } from '@/test/support/process-scene';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { cancelProcess } from './commands/cancel-process';
import { findRecentProcesses } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let scene: ProcessScene;

beforeEach(async () => {
  scene = await makeProcessScene(clock);
});

describe('whoever asked', () => {
  test.each([
    ['is no administrator any more', { isAdministrator: false }],
    ['has MFA off', { mfaEnabledAt: null, totpSecret: null, secretId: null }],
    ['is deactivated', { deactivatedAt: new Date(clock.now()) }],
  ])('%s: the rest is not done', async (_, change) => {
    const id = await scene.start(1_000);
    await scene.runOneChunk();
    expect(await scene.audited()).toHaveLength(500);
    const personId = scene.administrator.actor.kind === 'person' ? scene.administrator.actor.id : '';
    await database().person.update({ where: { id: personId }, data: change });
    await scene.drain();
    expect(await scene.audited()).toHaveLength(500);
    expect(await scene.read(id)).toMatchObject({
      state: 'CANCELED',
      error: 'Whoever started it is no active company administrator any more.',
    });
  });
});

describe('Cancel', () => {
  test('stops a process before its next chunk, keeps what is done, and says who', async () => {
    const id = await scene.start(1_000);
    await scene.runOneChunk();
    expectOk(await cancelProcess(scene.administrator, { processId: id }));
    await scene.drain();
    expect(await scene.audited()).toHaveLength(500);
    expect(await scene.read(id)).toMatchObject({ state: 'CANCELED', error: 'Dana Whitfield canceled it.' });
    expect(await database().processItem.count({ where: { processId: id } })).toBe(0);
    const row = await database().auditEvent.findFirstOrThrow({
      where: { chain: scene.companyId, kind: 'process.canceled' },
    });
    expect(JSON.parse(row.body).before).toEqual({ process: id, kind: KIND, done: 500, total: 1_000 });
  });

  test('of what has ended is refused', async () => {
    const id = await scene.start(1);
    await scene.drain();
    expect(await cancelProcess(scene.administrator, { processId: id })).toEqual({
      ok: false,
      error: { code: 'HAS_ENDED' },
    });
  });

  test('happens once, however often it is pressed at once', async () => {
    const id = await scene.start(1);
    const results = await Promise.all([1, 2, 3].map(() => cancelProcess(scene.administrator, { processId: id })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is for administrators of the company alone', async () => {
    const id = await scene.start(1);
    const others = [
      await makePerson(clock, scene.companyId),
      await makePerson(clock, scene.companyId, { isAdministrator: true, hasMfa: false }),
      await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
    ];
    for (const other of others) {
      const ctx = contextFor(other, clock);
      expect(await cancelProcess(ctx, { processId: id })).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
      expect((await findRecentProcesses(ctx, [KIND])).processes).toEqual([]);
    }
    expect((await scene.read(id)).state).toBe('SCHEDULED');
    expect((await findRecentProcesses(scene.administrator, [KIND])).processes).toMatchObject([
      { id, state: 'SCHEDULED' },
    ]);
  });
});
