import { spawn } from 'node:child_process';
import { environmentWith } from '@/lib/platform/config';

/** A test of `npm test` that has its own installation, as it stands, told by its environment to be longer. */
export function runSystemTest(
  file: string,
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'system', file];
  const env = { ...environmentWith(environment), NODE_ENV: 'test' } as const;
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
