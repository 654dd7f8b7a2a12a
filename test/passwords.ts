import { compareSync, hashSync } from 'bcryptjs';
import { afterAll } from 'vitest';

/**
 * What an integration test asks about is rarely what a password costs, and hashing at the real cost took most of the run. So the
 * threads of `lib/platform/passwords.ts` are stood in for, at the least cost that bcrypt knows. Whoever asks about the cost or
 * the threads calls `useRealPasswords` (`test/support/password-threads.ts`).
 */
const COST = 4;

type Work = { operation: 'hash' | 'verify'; password: string; hash?: string };

/** The process's threads, as `lib/platform/passwords.ts` keeps them. */
const slot = globalThis as { keydeskPasswordThreads?: { run(work: Work): Promise<unknown> } };

slot.keydeskPasswordThreads = {
  run: async ({ operation, password, hash = '' }) => {
    if (operation === 'hash') return hashSync(password, COST);
    // Of a hash at another cost there is only the one whose password nobody knows.
    return hash.startsWith('$2b$04$') && compareSync(password, hash);
  },
};

afterAll(() => {
  delete slot.keydeskPasswordThreads;
});
