import { test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import { openDatabase } from '@/lib/platform/database';
import { FILTERS, parseFilters, parseSort } from './filters';
import { findInventory, findPosture } from './queries';

const db = openDatabase('postgresql://postgres@127.0.0.1:54777/scratch', 'measure');
const clock = { now: () => toInstant(Date.parse('2026-11-21T12:00:00.000Z')) };
const actor = {
  kind: 'person',
  id: 'usr_0000000000000001',
  companyId: 'cmp_1',
  name: '',
  email: '',
  isAdministrator: true,
  isInstallationOperator: false,
  hasKeyManagement: true,
  hasMfa: true,
  sessionId: '',
} as const;
const ctx = { db, clock, actor, request: { id: 'req_1' } };

test('measure', async () => {
  const out: string[] = [];
  const begun = performance.now();
  const time = async (name: string, run: () => Promise<unknown>) => {
    try {
      if (performance.now() - begun > 60_000) return;
      await run();
      const times: number[] = [];
      let value: unknown;
      for (let i = 0; i < 2; i += 1) {
        const from = performance.now();
        value = await run();
        times.push(performance.now() - from);
      }
      out.push(
        `${Math.min(...times)
          .toFixed(0)
          .padStart(6)} ms  ${name}  ${String(value)}`,
      );
    } catch (error) {
      out.push(`FAILED  ${name} ${String(error).slice(-120)}`);
    }
  };
  const list =
    (parameters: Record<string, string>, sort = 'expires') =>
    async () =>
      (await findInventory(ctx, parseFilters(parameters), parseSort(sort), parameters))?.matching;
  await time('posture', async () => JSON.stringify((await findPosture(ctx))?.counts));
  for (const sort of ['expires', '-expires', 'name', '-used', 'used', 'created'])
    await time(`sort ${sort}`, list({}, sort));
  for (const [name, choices] of Object.entries(FILTERS))
    for (const choice of choices) {
      for (const q of ['', 'led', 'x7f'])
        await time(`${name}=${choice} ${q}`, list({ [name]: choice, ...(q ? { q } : {}) }));
      await time(`${name}=${choice} by -used`, list({ [name]: choice }, '-used'));
      await time(`${name}=${choice} by name`, list({ [name]: choice }, 'name'));
    }
  for (const q of ['led', 'kov', 'x7f', 'zzz']) await time(`q=${q}`, list({ q }));
  console.log(out.join('\n'));
}, 600_000);
