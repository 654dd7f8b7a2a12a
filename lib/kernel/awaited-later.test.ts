import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { awaitedLater } from './awaited-later';

test('a failure that nobody awaits yet ends no process, and is told to whoever awaits it', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    const begun = awaitedLater(Promise.reject(new Error('the database is gone')));
    await setImmediate();
    await expect(begun).rejects.toThrow('the database is gone');
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
