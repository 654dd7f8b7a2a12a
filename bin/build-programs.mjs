// Compiles each bin/*.ts to dist/*.mjs.
import fs from 'node:fs';
import { compile } from './setup/compile.mjs';

const programs = fs.readdirSync('bin').filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
await compile(
  programs.map((name) => `bin/${name}`),
  'dist',
);
