import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquirePidLock } from '../pid-lock.mjs';
import { compressTexts } from './compress.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { runStep, startClock } from './run-step.mjs';

const LOCK_FILE = '.keydesk-build/lock';
const MODULES_STAMP = 'node_modules/.keydesk-stamp';
const PRISMA_STAMP = 'generated/prisma/.keydesk-stamp';
const PROGRAMS_STAMP = 'dist/.keydesk-stamp';
const PAGES_STAMP = '.next/keydesk-stamp';

const QUIET = { NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', NO_UPDATE_NOTIFIER: '1' };

/**
 * Installs and builds what is missing or stale. Starters at the same time take turns: the second finds it done.
 * @param {{ pages: boolean }} wanted whether the console's pages are needed as well
 */
export async function setUp(wanted) {
  if (isReady(wanted)) return;
  fs.mkdirSync(path.dirname(LOCK_FILE), { recursive: true });
  const lock = await waitForLock();
  try {
    if (!areModulesInstalled()) await installModules();
    if (!isStamped(PRISMA_STAMP, prismaInputs())) await generatePrisma();
    if (!isStamped(PROGRAMS_STAMP, programInputs())) await buildPrograms();
    if (wanted.pages && !isStamped(PAGES_STAMP, pageInputs())) await buildPages();
  } finally {
    lock.release();
  }
}

function isReady(wanted) {
  return (
    isStamped(MODULES_STAMP, lockFileHash()) &&
    isStamped(PRISMA_STAMP, prismaInputs()) &&
    isStamped(PROGRAMS_STAMP, programInputs()) &&
    (!wanted.pages || isStamped(PAGES_STAMP, pageInputs()))
  );
}

async function waitForLock() {
  let stopClock;
  for (;;) {
    const lock = acquirePidLock(LOCK_FILE);
    if ('release' in lock) {
      stopClock?.('done');
      return lock;
    }
    stopClock ??= startClock(`Waiting for process ${lock.heldBy}, which is setting up this folder`);
    await sleep(200);
  }
}

const lockFileHash = () => fingerprint(['package-lock.json']);
const prismaInputs = () => fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
const programInputs = () =>
  fingerprint([
    'bin',
    'lib',
    'prisma/seed.ts',
    'prisma/seed',
    'prisma/schema.prisma',
    'tsconfig.json',
    'package-lock.json',
  ]);
const pageInputs = () =>
  fingerprint([
    'app',
    'components',
    'lib',
    'public',
    'bin/setup/compress.mjs',
    'prisma/schema.prisma',
    'instrumentation.ts',
    'next.config.mjs',
    'postcss.config.mjs',
    'tailwind.config.ts',
    'tsconfig.json',
    'package-lock.json',
  ]);

/** Ours by its stamp, or installed by hand with `npm ci`: npm's own record then names the same versions. */
function areModulesInstalled() {
  const expected = lockFileHash();
  if (isStamped(MODULES_STAMP, expected)) return true;
  if (!fs.existsSync('node_modules/.package-lock.json')) return false;
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  const isSame = ([at, entry]) => at === '' || entry.optional === true || installed[at]?.version === entry.version;
  if (!Object.entries(wanted).every(isSame)) return false;
  writeStamp(MODULES_STAMP, expected);
  return true;
}

function readPackages(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {};
}

async function installModules() {
  const expected = lockFileHash();
  // The development packages too: Tailwind's and TypeScript's kind are needed to build, and `npm test` needs them all.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  // biome-ignore lint/style/noProcessEnv: npm tells the scripts that it runs where it is itself
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) await runStep('Installing packages', process.execPath, [npm, ...args], QUIET);
  else await runStep('Installing packages', 'npm', args, QUIET);
  writeStamp(MODULES_STAMP, expected);
}

async function generatePrisma() {
  const expected = prismaInputs();
  const program = 'node_modules/prisma/build/index.js';
  await runStep('Generating the database client', process.execPath, [program, 'generate'], QUIET);
  writeStamp(PRISMA_STAMP, expected);
}

async function buildPrograms() {
  const expected = programInputs();
  fs.rmSync(PROGRAMS_STAMP, { force: true });
  await runStep('Compiling the programs', process.execPath, ['bin/build-programs.mjs'], QUIET);
  writeStamp(PROGRAMS_STAMP, expected);
}

async function buildPages() {
  const expected = pageInputs();
  fs.rmSync(PAGES_STAMP, { force: true }); // First, so that a build that is killed counts as none.
  const program = 'node_modules/next/dist/bin/next';
  await runStep('Building the console', process.execPath, [program, 'build'], { ...QUIET, NODE_ENV: 'production' });
  compressTexts('.next/static');
  writeStamp(PAGES_STAMP, expected);
}
