// How our TypeScript becomes programs. Packages stay outside: that is faster to build and to start, and packages that
// look for files beside themselves keep finding them. React Email is taken in, with what it alone needs: of a package that
// also styles, highlights and serves previews the letters use a small part, and the worker loads that part alone.
import fs from 'node:fs';
import { build } from 'esbuild';

const { dependencies, devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
// Prettier would lay the letters' source out, which nobody asks for.
const outside = [...Object.keys(dependencies), ...Object.keys(devDependencies), 'prettier'].filter(
  (name) => name !== 'react-email',
);

/** Compiles each entry to `outdir`/<name>.mjs. */
export async function compile(entryPoints, outdir) {
  await build({
    entryPoints,
    outdir,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    external: outside.flatMap((name) => [name, `${name}/*`]),
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    jsx: 'automatic',
    tsconfig: 'tsconfig.json',
    // It only makes Next refuse such a module in a browser's bundle, and throws anywhere else.
    alias: { 'server-only': './node_modules/server-only/empty.js' },
    logLevel: 'warning',
  });
}
