import { newId } from '@/lib/kernel/ids';
import { randomBytes } from '@/lib/platform/random';

/** One draw from the system costs as much for 4 KiB as for 16 bytes. */
const POOL = 4096;

let pool = new Uint8Array(0);

/** `req_<16 base62>`: names a request in the answer and in the log, and is no secret. */
export function newRequestId(): string {
  return newId('req', pooledBytes);
}

function pooledBytes(size: number): Uint8Array {
  if (pool.length < size) pool = Uint8Array.from(randomBytes(POOL));
  const taken = pool.subarray(0, size);
  pool = pool.subarray(size);
  return taken;
}
