// `npm test`: sets up what is missing, then runs every check. Ends with a table of what took how long.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const { setUp } = await import('../bin/setup/set-up.mjs');

const bin = (name, script) => [process.execPath, `node_modules/${name}/${script}`];
const node = (...args) => [process.execPath, ...args];

/** What passes says nothing, so that whoever reads the first page of a failure reads the failure. */
const vitest = [...bin('vitest', 'vitest.mjs'), 'run', '--reporter=minimal'];

/** Steps of one stage run side by side; the browser has the machine to itself. */
const STAGES = [
  [
    ['format and lint', [...bin('@biomejs/biome', 'bin/biome'), 'ci', '--error-on-warnings']],
    ['types', node('test/types.mjs')],
    ['import rules', node('test/import-rules.mjs')],
    ['dead code', [...bin('knip', 'bin/knip.js')]],
  ],
  // The processes wait for each other most of the time.
  [
    ['unit, integration', [...vitest, '--project', 'unit', '--project', 'int', '--project', 'next']],
    ['processes', [...vitest, '--project', 'system']],
  ],
  [['browser', [...bin('playwright', 'cli.js'), 'test', '--reporter=dot']]],
];

const only = process.argv.slice(2);
const results = [];

/** Runs one step with its output held back, so that steps side by side stay readable. */
function run([title, [command, ...args]]) {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal));
  }).then((code) => {
    const seconds = (performance.now() - startedAt) / 1000;
    results.push({ title, seconds, code });
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${seconds.toFixed(1)} s)\n`);
    if (code !== 0) process.stdout.write(withoutLog(Buffer.concat(output).toString()));
    return code === 0;
  });
}

/** What our programs log in passing stands between a reader and the failure. */
function withoutLog(output) {
  return output.replace(/^\{"level":.*\n/gm, '');
}

async function runStage(steps) {
  const waiting = steps.filter(([title]) => only.length === 0 || only.some((word) => title.includes(word)));
  const outcomes = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) outcomes.push(await run(step));
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(os.availableParallelism(), 2)) }, lane));
  return outcomes.every(Boolean);
}

const startedAt = performance.now();
await setUp({ pages: true });
// Only now: it stands on packages that were not there before.
const { findChromium } = await import('./chromium.mjs');
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', CHROMIUM: await findChromium() };
let isGood = true;
for (const stage of STAGES) {
  isGood = await runStage(stage);
  if (!isGood) break;
}
process.stdout.write(
  `\n${isGood ? 'All checks passed' : 'Checks FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`,
);
process.exitCode = isGood ? 0 : 1;
