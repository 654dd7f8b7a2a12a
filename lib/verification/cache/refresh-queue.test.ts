import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { RefreshQueue } from './refresh-queue';

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `kd_${from + index}`);
const soon = { gatherMs: 1, restMs: 1 };

/** A read that ends when the test says so. */
function heldRead() {
  const ends: ((isRead: boolean) => void)[] = [];
  const read = vi.fn((_: readonly string[]) => new Promise<boolean>((resolve) => ends.push(resolve)));
  const end = async (isRead = true) => {
    await vi.waitFor(() => expect(ends).not.toHaveLength(0));
    ends.shift()?.(isRead);
  };
  return { read, end };
}

test('what comes within a moment is read by one statement, each key once', async () => {
  const { read, end } = heldRead();
  const queue = new RefreshQueue(read, { gatherMs: 20, restMs: 1 });
  queue.add('a');
  await sleep(5);
  for (const accessKey of ['b', 'a', 'b']) queue.add(accessKey);
  expect(read).not.toHaveBeenCalled();
  await end();
  expect(read.mock.calls).toEqual([[['a', 'b']]]);
});

test('fifty at once, one statement after the other', async () => {
  const { read, end } = heldRead();
  const queue = new RefreshQueue(read, soon);
  for (const accessKey of keys(0, 120)) queue.add(accessKey);
  for (let statement = 1; statement <= 3; statement += 1) {
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(statement));
    await sleep(5);
    expect(read).toHaveBeenCalledTimes(statement);
    await end();
  }
  expect(read.mock.calls.map(([asked]) => asked)).toEqual([keys(0, 50), keys(50, 100), keys(100, 120)]);
});

test('a key that is being read is not read once more; afterwards it may be', async () => {
  const { read, end } = heldRead();
  const queue = new RefreshQueue(read, soon);
  queue.add('a');
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1));
  queue.add('a');
  queue.add('b');
  await end();
  await end();
  await vi.waitFor(() => expect(read.mock.calls).toEqual([[['a']], [['b']]]));
  await sleep(5);
  queue.add('a');
  await end();
  expect(read).toHaveBeenCalledTimes(3);
});

test('where nothing can be read the rest is dropped, and what comes then waits', async () => {
  const { read, end } = heldRead();
  const queue = new RefreshQueue(read, { gatherMs: 1, restMs: 100 });
  for (const accessKey of keys(0, 5_000)) queue.add(accessKey);
  await end(false);
  await sleep(20);
  queue.add('a');
  await sleep(20);
  expect(read).toHaveBeenCalledTimes(1);
  await end();
  expect(read.mock.calls[1]).toEqual([['a']]);
});
