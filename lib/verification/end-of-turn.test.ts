import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { EndOfTurn } from './end-of-turn';

test('what was put off is done once, in its order, after the turn', async () => {
  const act = vi.fn();
  const ends = new EndOfTurn<number>(act);
  for (const item of [1, 2, 3]) ends.add(item);
  await Promise.resolve();
  expect(act).not.toHaveBeenCalled();
  await setImmediate();
  expect(act.mock.calls).toEqual([[1], [2], [3]]);
  await setImmediate();
  expect(act).toHaveBeenCalledTimes(3);
});

test('what is put off meanwhile has its own turn', async () => {
  const act = vi.fn((item: number) => {
    if (item === 1) ends.add(2);
  });
  const ends = new EndOfTurn<number>(act);
  ends.add(1);
  await setImmediate();
  await setImmediate();
  expect(act.mock.calls).toEqual([[1], [2]]);
});

test('what must come after it does not wait for the turn, and nothing is done twice', async () => {
  const act = vi.fn();
  const ends = new EndOfTurn<number>(act);
  ends.add(1);
  ends.flush();
  expect(act.mock.calls).toEqual([[1]]);
  ends.add(2);
  await setImmediate();
  expect(act.mock.calls).toEqual([[1], [2]]);
});
