import { afterAll, beforeAll, expect, test } from 'vitest';
import { environmentWith, setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { disableUnderKills } from '@/test/support/bulk-crash';
import { type Run, RunningKeydesk } from '@/test/support/running-keydesk';

/** As many as `BULK_KEYS` says. */
const KEYS = Number(environmentWith({})['BULK_KEYS'] ?? '1500');
/** Only ends what would never end. */
const PATIENCE_MS = 400_000 + KEYS * 40;
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

test(
  'a bulk change whose worker is killed twice goes on: nothing twice, nothing without its audit row',
  async () => {
    const outcome = await disableUnderKills(here, keydesk, KEYS, [0.15, 0.5]);
    expect(outcome).toMatchObject({ state: 'COMPLETED', progress: { total: KEYS, done: KEYS, skipped: 0 } });
    expect(outcome).toMatchObject({ disabled: KEYS, audited: KEYS, auditedTwice: 0, mails: KEYS });
    const check = here.run('audit:verify');
    expect([await check.ended, check.output()]).toEqual([0, expect.not.stringContaining('BROKEN')]);
  },
  PATIENCE_MS,
);
