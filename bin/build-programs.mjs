// Compiles each bin/*.ts to dist/*.mjs. Packages stay outside: that is faster to build and to start, and packages that
// look for files beside themselves keep finding them. React Email is taken in, with what it alone needs: of a package that
// also styles, highlights and serves previews the letters use a small part, and the worker loads that part alone.
import fs from 'node:fs';
import { build } from 'esbuild';

const { dependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const outside = Object.keys(dependencies).filter((name) => name !== 'react-email');
const programs = fs.readdirSync('bin').filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

await build({
  entryPoints: programs.map((name) => `bin/${name}`),
  outdir: 'dist',
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Prettier would lay the letters' source out, which nobody asks for.
  external: [...outside, 'prettier'].flatMap((name) => [name, `${name}/*`]),
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
