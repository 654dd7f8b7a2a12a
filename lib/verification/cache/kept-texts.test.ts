import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { validRecord } from '../test-records';
import { VerificationCache } from './verification-cache';

const PRESENTED = 100;
const MEGABYTE = 1024 * 1024;

/** A garbage collection, whether or not Node was started with the flag for it. */
function collect(): void {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
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
      const accessKey = `kd_${String(index).padStart(16, '0')}`;
      const presented = `${accessKey}_${'x'.repeat(MEGABYTE)}`;
      const record = isKnown ? validRecord({ accessKey }) : null;
      cache.endFill(cache.beginFill(0), presented.slice(0, accessKey.length), record);
    }
    collect();
    expect(cache.size[isKnown ? 'known' : 'unknown']).toBe(PRESENTED);
    expect(usedMegabytes() - before).toBeLessThan(PRESENTED / 2);
  },
);
