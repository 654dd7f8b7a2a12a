import { spawn } from 'node:child_process';

const REMINDER_MS = 15_000;

/** A step that failed; its output has been shown. */
class StepFailed extends Error {}

/**
 * Runs a command to its end, telling how long it takes. Its own output is shown only when it fails.
 * @param {string} title what the person reads, such as "Installing packages"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [changes] to the environment
 */
export async function runStep(title, command, args, changes = {}) {
  const stopClock = startClock(title);
  // biome-ignore lint/style/noProcessEnv: the set-up runs before the settings can be read, and passes all of them on
  const child = spawn(command, args, { env: { ...process.env, ...changes }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(status ?? signal));
  });
  stopClock(code === 0 ? 'done' : 'failed');
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  throw new StepFailed(`${title} failed (${code}): ${command} ${args.join(' ')}`);
}

/** One line for the step, kept up to date on a terminal; elsewhere a line now and then. */
export function startClock(title) {
  const startedAt = process.hrtime.bigint();
  const seconds = () => Number((process.hrtime.bigint() - startedAt) / 1_000_000_000n);
  const isTerminal = process.stdout.isTTY === true;
  process.stdout.write(isTerminal ? `${title} …` : `${title} …\n`);
  const show = () => process.stdout.write(isTerminal ? `\r${title} … ${seconds()} s` : `${title} … ${seconds()} s\n`);
  const timer = setInterval(show, isTerminal ? 1_000 : REMINDER_MS);
  return (word) => {
    clearInterval(timer);
    process.stdout.write(`${isTerminal ? '\r' : ''}${title}: ${word} after ${seconds()} s\n`);
  };
}
