import { afterAll, beforeAll, expect, test } from 'vitest';
import { setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { disableUnderKills } from '@/test/support/bulk-crash';
import { type Run, RunningKeydesk } from '@/test/support/running-keydesk';

const KEYS = 3_000;
let here: RunningKeydesk;
let keydesk: Run;

beforeAll(async () => {
  here = await RunningKeydesk.prepare();
  keydesk = await here.start();
  setEnvironment({ DATABASE_URL: here.databaseUrl, KEYDESK_SECRET: here.secret });
}, 320_000);

afterAll(async () => {
  await database().$disconnect();
  await here.end();
});

test('a bulk change whose worker is killed twice goes on: nothing twice, nothing without its audit row', async () => {
  const outcome = await disableUnderKills(here, keydesk, KEYS, [0.15, 0.5]);
  expect(outcome).toMatchObject({ state: 'COMPLETED', progress: { total: KEYS, done: KEYS, skipped: 0 } });
  expect(outcome).toMatchObject({ disabled: KEYS, audited: KEYS, auditedTwice: 0, mails: KEYS });
  const check = here.run('audit:verify');
  expect([await check.ended, check.output()]).toEqual([0, expect.not.stringContaining('BROKEN')]);
}, 400_000);
