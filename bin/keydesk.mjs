// The entry of every command (`npm run demo`, `npm start`, …): sets up what is missing, then runs the program.
// It may only use Node's own modules, since nothing else need be there yet.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What each command runs, and whether it needs the console's pages. */
const COMMANDS = {
  demo: { program: 'supervisor', args: ['demo'], pages: true },
  start: { program: 'supervisor', args: ['start'], pages: true },
  console: { program: 'console', args: [], pages: true },
  verifier: { program: 'verifier', args: [], pages: false },
  worker: { program: 'worker', args: [], pages: false },
  build: { program: undefined, args: [], pages: true },
  'set-up': { program: undefined, args: [], pages: false },
  'audit:verify': { program: 'with-database', args: ['audit-verify'], pages: false },
  'secret:status': { program: 'with-database', args: ['secret-status'], pages: false },
  admin: { program: 'with-database', args: ['admin'], pages: false },
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Keydesk needs Node.js 20.19 or later; this is ${process.versions.node}`);
}

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) fail(`usage: node bin/keydesk.mjs ${Object.keys(COMMANDS).join('|')}`);

// Paths are relative to the project from here on; settings that name a folder are read against it as well.
process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

try {
  const { setUp } = await import('./setup/set-up.mjs');
  await setUp({ pages: command.pages });
} catch (error) {
  fail(error.message);
}

if (command.program !== undefined) {
  const file = path.resolve(`dist/${command.program}.mjs`);
  const inner = command.program === 'with-database' ? path.resolve(`dist/${command.args[0]}.mjs`) : file;
  if (!existsSync(inner)) fail(`there is no program for "${name}"`);
  // biome-ignore lint/style/noProcessEnv: decides how Next, React and next-auth behave, before any of them is loaded
  process.env.NODE_ENV = 'production';
  process.setSourceMapsEnabled(true);
  // In this very process, so that signals need not be passed on: the programs read process.argv as if started alone.
  process.argv = [process.execPath, file, ...command.args, ...rest];
  await import(pathToFileURL(file).href);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
