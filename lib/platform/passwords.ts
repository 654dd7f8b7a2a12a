import path from 'node:path';
import { Piscina } from 'piscina';

/** bcrypt reads no further (its own limit); whoever asks must refuse longer passwords before. */
const LONGEST_PASSWORD_BYTES = 72;

/** Of a random password that nobody knows, at the same cost: what an account that does not exist is compared with. */
const DUMMY_HASH = '$2b$12$ms48EpDR6NqKMUz9nuYtY.yoLKZQl/W2HPjKkRRYPNRno1M/IHadu';

/** Too many sign-ins at once: try again in a moment. */
export class PasswordsBusyError extends Error {
  override readonly name = 'PasswordsBusyError';
}

const slot = globalThis as typeof globalThis & { keydeskPasswordThreads?: Piscina };

function threads(): Piscina {
  // Found from the working directory, because the bundler would turn `import.meta.url` into an address that no thread can
  // load, and the caller would wait for ever.
  slot.keydeskPasswordThreads ??= new Piscina({
    filename: path.join(process.cwd(), 'lib/platform/password-worker.mjs'),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 30_000,
    maxQueue: 100,
  });
  return slot.keydeskPasswordThreads;
}

type Work = { operation: 'hash'; password: string } | { operation: 'verify'; password: string; hash: string };

async function run(work: Work): Promise<unknown> {
  try {
    return await threads().run(work);
  } catch (error) {
    if (error instanceof Error && error.message.includes('queue is at limit'))
      throw new PasswordsBusyError(error.message);
    throw error;
  }
}

/** bcrypt at cost 12 (modular crypt format). @throws RangeError beyond 72 bytes, PasswordsBusyError when the queue is full. */
export async function hashPassword(password: string): Promise<string> {
  if (byteLength(password) > LONGEST_PASSWORD_BYTES) throw new RangeError('bcrypt would cut this password');
  return String(await run({ operation: 'hash', password }));
}

/**
 * Whether the password is the hashed one. Without a hash (no such account, no password yet), and for a password that
 * bcrypt would cut, the answer is false and takes as long.
 * @throws PasswordsBusyError when the queue is full
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const isTooLong = byteLength(password) > LONGEST_PASSWORD_BYTES;
  const isRight = await run({ operation: 'verify', password, hash: isTooLong ? DUMMY_HASH : (hash ?? DUMMY_HASH) });
  return isRight === true && hash !== null && !isTooLong;
}

function byteLength(password: string): number {
  return Buffer.byteLength(password, 'utf8');
}
