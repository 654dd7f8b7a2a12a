// Route types first: without them `tsc` takes every link for a good one and says nothing.
import { spawnSync } from 'node:child_process';

for (const args of [
  ['node_modules/next/dist/bin/next', 'typegen'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
