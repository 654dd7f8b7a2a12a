import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { askVerifier, startTestVerifier } from '@/lib/verification/test-verifier';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { generateKey } from './commands/generate-key';
import { presentKeyPage } from './present-page';
import { findOwnKeys } from './queries';

/** What the page promises and what the verifier does, to the millisecond, with the database server's own zone elsewhere. */

const clock = new FixedClock('2022-03-31T17:00:00Z');
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;

beforeAll(async () => {
  // Connections made from here on would be in this zone, if ours did not insist on theirs.
  const [{ name } = { name: '' }] = await database().$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  await database().$executeRawUnsafe(`ALTER DATABASE ${name} SET timezone = 'America/New_York'`);
  await database().$disconnect();
  verifier = await startTestVerifier({ clock });
});
afterAll(() => verifier.stop());

test.each([
  // [case, created, company zone, expiration date, "works until", first instant refused]
  [
    'S0’s own example',
    '2022-03-31T17:00:00Z',
    'America/Chicago',
    'Mar 31, 2023',
    'Mar 30, 2023, 11:59 PM CT',
    '2023-03-31T05:00:00.000Z',
  ],
  [
    'late evening, already tomorrow in UTC',
    '2022-04-01T04:59:59.999Z',
    'America/Chicago',
    'Mar 31, 2023',
    'Mar 30, 2023, 11:59 PM CT',
    '2023-03-31T05:00:00.000Z',
  ],
  [
    'created in summer time, ends in winter time',
    '2022-11-06T06:30:00Z',
    'America/Chicago',
    'Nov 6, 2023',
    'Nov 5, 2023, 11:59 PM CT',
    '2023-11-06T06:00:00.000Z',
  ],
  [
    'ends on the day the clocks change',
    '2022-03-12T18:00:00Z',
    'America/Chicago',
    'Mar 12, 2023',
    'Mar 11, 2023, 11:59 PM CT',
    '2023-03-12T06:00:00.000Z',
  ],
  [
    'Feb 29',
    '2024-02-29T18:00:00Z',
    'America/Chicago',
    'Feb 28, 2025',
    'Feb 27, 2025, 11:59 PM CT',
    '2025-02-28T06:00:00.000Z',
  ],
  [
    'a zone ahead of UTC',
    '2022-03-31T22:00:00Z',
    'Asia/Tokyo',
    'Apr 1, 2023',
    'Mar 31, 2023, 11:59 PM GMT+9',
    '2023-03-31T15:00:00.000Z',
  ],
])('%s: shown and kept', async (_, created, zone, date, until, refused) => {
  clock.set(created);
  const lifetime = { count: 1, unit: 'y' } as const;
  const policy = { expiry: { rule: 'END_OF_PREVIOUS_DAY', lifetime }, notAccessed: null } as const;
  const person = await makePerson(clock, await makeCompany(clock, policy, zone));
  const ctx = contextFor(person, clock);
  const { key } = expectOk(await generateKey(ctx, { name: 'Lifetime' }));

  const [shown] = presentKeyPage(await findOwnKeys(ctx), person).keys;
  expect(shown).toMatchObject({ expiration: { label: date }, worksUntil: until, details: `Works until ${until}.` });

  const codeAt = async (instant: number) => {
    clock.set(new Date(instant).toISOString());
    return (await askVerifier(verifier.url, { key })).body['code'];
  };
  const end = Date.parse(refused);
  expect(await codeAt(end - HOUR)).toBe('VALID');
  expect(await codeAt(end - 1)).toBe('VALID');
  expect(await codeAt(end)).toBe('EXPIRED');
});
