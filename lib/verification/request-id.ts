import { randomBase62 } from '@/lib/kernel/base62';
import { randomBytes } from '@/lib/platform/random';

/** As `newId` makes it: 95 random bits. */
const LENGTH = 16;
/** Characters are drawn for so many ids at once, which costs hardly more than for one. */
const DRAWN = 256;

let pool = '';
let position = 0;

/** `req_<16 base62>`: names a request in the answer and in the log, and is no secret. */
export function newRequestId(): string {
  if (position === pool.length) {
    pool = randomBase62(LENGTH * DRAWN, randomBytes);
    position = 0;
  }
  position += LENGTH;
  return `req_${pool.slice(position - LENGTH, position)}`;
}
