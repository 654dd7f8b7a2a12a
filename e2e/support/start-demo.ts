import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './run-program';

/** Before the first test: a demo for all of them. @returns what ends it after the last one */
export default async function startDemo(): Promise<() => Promise<void>> {
  const { dataDir, waitFor, stop } = await runProgram('demo');
  await waitFor(() => (existsSync(path.join(dataDir, 'demo.json')) ? dataDir : null));
  process.env['E2E_DATA_DIR'] = dataDir;
  return stop;
}
