import { createHash } from 'node:crypto';

/** Numbers that are the same in each run, so that what a test found once it finds again. */
export function seededRandom(seed: string): { below: (limit: number) => number } {
  let drawn = 0;
  return {
    below: (limit) => {
      drawn += 1;
      return createHash('sha256').update(`${seed}/${drawn}`).digest().readUInt32BE(0) % limit;
    },
  };
}
