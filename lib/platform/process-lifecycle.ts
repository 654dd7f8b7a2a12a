import { setTimeout as startTimer } from 'node:timers';
import { MigrationError } from './migrations';
import { ConfigError } from './setting-values';
import { StartRefused } from './start-checks';

/** After this the supervisor kills, so a program that is still draining gives up just before. */
export const DRAIN_TIMEOUT_MS = 8_000;
const GIVE_UP_AFTER_MS = DRAIN_TIMEOUT_MS - 500;

/** What a program tells its supervisor once it serves. */
export const READY_MESSAGE = 'ready';

/**
 * Calls `drain` once, when the program is to end, and exits with 0 when it has: on SIGTERM, on Ctrl-C when started alone,
 * and when the supervisor dies, however it dies. Under a supervisor Ctrl-C is left to it, since a terminal sends it to
 * every process at once and the order of ending matters.
 * @param drain stops accepting, finishes what is under way, closes what is open; told when whoever takes over waits for it: the
 *   supervisor is gone, or has asked a second time
 * @param delayMs how long `drain` waits before it begins, unless it is told so
 */
export function onStop(drain: (isAwaited: AbortSignal) => Promise<void>, delayMs = 0): void {
  const isSupervised = process.send !== undefined;
  const awaited = new AbortController();
  let isStopping = false;
  const stop = () => {
    if (isStopping) return awaited.abort();
    isStopping = true;
    startTimer(() => process.exit(1), GIVE_UP_AFTER_MS + delayMs).unref();
    drain(awaited.signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const stopOrphaned = () => {
    stop();
    awaited.abort();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', isSupervised ? () => {} : stop);
  if (!isSupervised) return;
  process.on('disconnect', stopOrphaned);
  if (!process.connected) stopOrphaned(); // It died while we were starting: that event is over.
}

/** Tells the supervisor, if there is one, that this program serves. */
export function announceReady(): void {
  if (process.connected) process.send?.(READY_MESSAGE, () => {}); // Nobody to tell any more is no error.
}

/**
 * Runs a program. One that must not start says so in one line and exits with 1; anything else that is thrown is a bug
 * and keeps its stack.
 */
export async function runProgram(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof MigrationError || error instanceof StartRefused) {
    return error.message;
  }
  if (isConnectionFailure(error)) return `DATABASE_URL: the database cannot be reached (${describeReason(error)})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The class 28 and 3D of SQLSTATE: wrong password, no such database. */
function isConnectionFailure(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return (
    ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'].includes(error.code) ||
    /^(28|3D)/.test(error.code)
  );
}

/** Node tries each address of a name and reports their failures together, with an empty message of its own. */
function describeReason(error: Error & { code: string }): string {
  return error.message === '' ? error.code : error.message;
}
