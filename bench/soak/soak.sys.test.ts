import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { RunningKeydesk } from '@/test/support/running-keydesk';
import { CASES } from './cases';
import { seededRandom } from './seeded-random';

/** A few samples are told apart by chance once in a while; only what fails three times running fails. */
const TRIES = 3;

let here: RunningKeydesk;

beforeAll(async () => {
  here = await RunningKeydesk.prepare();
  await here.start();
  setEnvironment({ DATABASE_URL: here.databaseUrl, KEYDESK_SECRET: here.secret });
}, 320_000);

afterAll(async () => {
  await database().$disconnect();
  await here.end();
});

describe.each(CASES.map((one) => [one.name, one] as const))('soak, small: %s', (_name, one) => {
  it(one.claim, async () => {
    let failures: readonly string[] = [];
    for (let round = 1; round <= TRIES; round += 1) {
      ({ failures } = await one.run({ here, random: seededRandom(round), size: 'small' }));
      if (failures.every((failure) => !failure.includes('told apart by time'))) break;
    }
    expect(failures).toEqual([]);
  }, 300_000);
});
