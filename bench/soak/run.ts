import path from 'node:path';
import { parseArgs } from 'node:util';
import { setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { RunningKeydesk } from '@/test/support/running-keydesk';
import { writeResult } from '../results';
import { CASES, CASES_APART } from './cases';
import { seededRandom } from './seeded-random';
import type { SoakCase } from './soak-case';

/**
 * `npm run soak [-- <word> …] [--seed <number>] [--data <folder>]`: the cases whose name contains a word, or all of them; in a folder
 * that stays, so that what takes long to fill is filled once.
 */
async function main(args: string[]): Promise<void> {
  const { values, positionals: words } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: 'string' }, data: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
  if (!Number.isInteger(seed)) throw new Error('--seed: a whole number');
  const all = [...CASES, ...CASES_APART];
  const wanted = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0)
    throw new Error(`there is no such case; there are ${all.map(({ name }) => name).join(', ')}`);
  process.stdout.write(`Seed ${seed}\n`);
  const here = await (values.data === undefined
    ? RunningKeydesk.prepare()
    : RunningKeydesk.at(path.resolve(values.data)));
  try {
    if (wanted.some((one) => CASES.includes(one))) {
      await here.start();
      setEnvironment({ DATABASE_URL: here.databaseUrl, KEYDESK_SECRET: here.secret });
    }
    for (const one of wanted) await runCase(one, here, seed);
    if (here.hasStarted) await database().$disconnect();
  } finally {
    await (values.data === undefined ? here.end() : here.stop());
  }
}

async function runCase(one: SoakCase, here: RunningKeydesk, seed: number): Promise<void> {
  process.stdout.write(`\n${one.name}: ${one.claim}\n`);
  const startedAt = performance.now();
  const { figures, failures } = await one.run({ here, random: seededRandom(seed), size: 'large' });
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const rows = [...figures, ['seed', String(seed)], ['took', `${seconds} s`]] as const;
  for (const [name, value] of rows) process.stdout.write(`  ${name}: ${value}\n`);
  for (const failure of failures) process.stdout.write(`  FAILED: ${failure}\n`);
  writeResult({ kind: 'soak', name: one.name, claim: one.claim, rows, failures });
  if (failures.length > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
