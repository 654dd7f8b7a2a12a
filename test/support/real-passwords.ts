/** For a test file that asks what a password costs: hashed as in production, in threads, from its next password on. */
export function useRealPasswords(): void {
  delete (globalThis as { keydeskPasswordThreads?: unknown }).keydeskPasswordThreads;
}
