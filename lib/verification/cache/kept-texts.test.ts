import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { validRecord } from '../test-records';
import { RefreshQueue } from './refresh-queue';
import { VerificationCache } from './verification-cache';

const PRESENTED = 100;
const MEGABYTE = 1024 * 1024;

/** A garbage collection, whether or not Node was started with the flag for it. */
function collect(): void {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
}

/** What a program shows: an Access Key, and a secret that is a megabyte long. */
function present(index: number): { accessKey: string; part: string } {
  const accessKey = `kd_${String(index).padStart(16, '0')}`;
  const presented = `${accessKey}_${'x'.repeat(MEGABYTE)}`;
  return { accessKey, part: presented.slice(0, accessKey.length) };
}

const usedMegabytes = (): number => v8.getHeapStatistics().used_heap_size / MEGABYTE;

test.each([
  ['known', true],
  ['unknown', false],
])(
  'of what was presented only the Access Key of a %s key is kept, and not the text that it was a part of',
  (_, isKnown) => {
    const cache = new VerificationCache({ known: PRESENTED, unknown: PRESENTED });
    collect();
    const before = usedMegabytes();
    for (let index = 0; index < PRESENTED; index += 1) {
      const { accessKey, part } = present(index);
      cache.endFill(cache.beginFill(0), part, isKnown ? validRecord({ accessKey }) : null);
    }
    collect();
    expect(cache.size[isKnown ? 'known' : 'unknown']).toBe(PRESENTED);
    expect(usedMegabytes() - before).toBeLessThan(PRESENTED / 2);
  },
);

test('and of one that waits to be read again', async () => {
  collect();
  const before = usedMegabytes();
  const waiting = new RefreshQueue(() => new Promise<boolean>(() => {}));
  for (let index = 0; index < PRESENTED; index += 1) waiting.add(present(index).part);
  collect();
  expect(usedMegabytes() - before).toBeLessThan(PRESENTED / 2);
  waiting.add('kd_0'); // Still in use.
});
