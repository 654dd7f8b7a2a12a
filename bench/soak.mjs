// `npm run soak`: sets up what is missing, then runs the long versions of what `npm test` runs small (bench/soak/run.ts).
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const { setUp } = await import('../bin/setup/set-up.mjs');
await setUp({ pages: true });
// Only now: they stand on packages that were not there before.
const { compile } = await import('../bin/setup/compile.mjs');
await compile(['bench/soak/run.ts'], 'dist/bench');
process.setSourceMapsEnabled(true);
await import(pathToFileURL(path.resolve('dist/bench/run.mjs')).href);
