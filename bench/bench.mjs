// `npm run bench`: sets up what is missing, then measures the verifier against its references (bench/speed/run.ts).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const { setUp } = await import('../bin/setup/set-up.mjs');
await setUp({ pages: false });
if (!fs.existsSync('bench/references/node_modules')) {
  execFileSync('npm', ['ci', '--omit=optional', '--omit=peer', '--ignore-scripts'], {
    cwd: 'bench/references',
    stdio: 'inherit',
  });
}
// Only now: it stands on packages that were not there before.
const { compile } = await import('../bin/setup/compile.mjs');
const programs = ['run.ts', 'reference-server.ts', 'direct-verifier.ts'].map((name) => `bench/speed/${name}`);
await compile(programs, 'dist/bench-speed');
process.setSourceMapsEnabled(true);
await import(pathToFileURL(path.resolve('dist/bench-speed/run.mjs')).href);
