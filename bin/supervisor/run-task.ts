import { type ChildProcess, spawn } from 'node:child_process';
import { PROGRAM_FLAGS } from './child-program';

/**
 * Runs one of the tasks of `bin/run-task.ts` and waits for what it returns.
 * @throws Error when it fails; its own words are on standard error by then
 */
export function runTask<T>(task: 'seed-demo' | 'first-start', environment: NodeJS.ProcessEnv): RunningTask<T> {
  const child = spawn(process.execPath, [...PROGRAM_FLAGS, 'dist/run-task.mjs', task], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return { child, result: receiveResult<T>(child, task) };
}

export type RunningTask<T> = { child: ChildProcess; result: Promise<T> };

function receiveResult<T>(child: ChildProcess, task: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { result: T }).result)); // Sent by our own program.
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${task} failed (${signal ?? code})`)));
  });
}
