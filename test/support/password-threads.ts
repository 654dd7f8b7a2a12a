/** What hashes passwords in this process, as `lib/platform/passwords.ts` keeps it; `test/passwords.ts` stands in for it. */
const slot = globalThis as { keydeskPasswordThreads?: { run(work: unknown): Promise<unknown> } };

/** For a test file that asks what a password costs: hashed as in production, in threads, from its next password on. */
export function useRealPasswords(): void {
  delete slot.keydeskPasswordThreads;
}

/** Whatever is to be hashed or compared finds the queue full. @returns what makes room again */
export function fillPasswordQueue(): () => void {
  const before = slot.keydeskPasswordThreads;
  slot.keydeskPasswordThreads = { run: () => Promise.reject(new Error('Task queue is at limit')) };
  return () => {
    if (before === undefined) delete slot.keydeskPasswordThreads;
    else slot.keydeskPasswordThreads = before;
  };
}
