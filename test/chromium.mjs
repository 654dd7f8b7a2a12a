import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** The shell without a browser around the pages takes half of the processor time, where a machine has it. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The path of a Chromium: the machine's, or Playwright's own; where there is none, one is installed, by apt as root, else by
 * Playwright.
 */
export async function findChromium() {
  return installed() ?? install();
}

function installed() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function install() {
  process.stdout.write('Installing Chromium for the browser tests …\n');
  const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (isDebian) {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'inherit' });
    const isThere = spawnSync('apt-cache', ['show', SHELL], { env }).status === 0;
    const wanted = isThere ? SHELL : 'chromium';
    execFileSync('apt-get', ['install', '-y', '-qq', wanted], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  } else {
    execFileSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], { stdio: 'inherit' });
  }
  const path = installed();
  if (path === undefined) throw new Error('no Chromium: install one, or name it in the variable CHROMIUM');
  return path;
}
