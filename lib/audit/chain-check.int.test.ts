import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, HOUR, MINUTE } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { parseAuditQuery } from './audit-query';
import { checkChains, findChainCheck } from './chain-check';
import { presentChainCheck } from './present-audit';

const ZONE = 'America/Chicago';
const clock = new FixedClock('2026-11-18T16:40:00Z');
let chain: string;
let reader: PersonActor;

beforeEach(async () => {
  chain = await makeCompany(clock, { ...DEFAULT_POLICY, keysPerOwner: null });
  reader = await makePerson(clock, chain, { isAdministrator: true });
  await addEvents('One', 'Two', 'Three');
});

async function addEvents(...names: string[]): Promise<void> {
  for (const name of names) expectOk(await generateKey(contextFor(reader, clock), { name }));
}

const check = () => checkChains({ db: database(), clock, ring: keyring(), stop: new AbortController().signal });
const found = () => findChainCheck(contextFor(reader, clock), parseAuditQuery({}));
const badge = async () => presentChainCheck(await found(), clock.now(), ZONE);

/** Changes the table as somebody with full rights on the database would, past the trigger. */
async function tamper(sql: string): Promise<void> {
  await database().$transaction([
    database().$executeRawUnsafe('ALTER TABLE audit_event DISABLE TRIGGER USER'),
    database().$executeRawUnsafe(sql),
    database().$executeRawUnsafe('ALTER TABLE audit_event ENABLE TRIGGER USER'),
  ]);
}

const rewrite = (seq: number) =>
  tamper(`UPDATE audit_event SET body = replace(body, 'key', 'kez') WHERE chain = '${chain}' AND seq = ${seq}`);

describe('the badge', () => {
  test('says nothing before anybody has looked', async () => {
    expect(await badge()).toMatchObject({ tone: 'idle', label: 'Chain not checked yet' });
  });

  test('says when the chain was found whole, and no more after an hour without a look', async () => {
    await check();
    expect(await badge()).toMatchObject({ tone: 'ok', label: 'Chain verified 10:40 AM' });
    clock.advance(2 * HOUR);
    expect(await badge()).toMatchObject({ tone: 'idle', label: 'Chain last verified 10:40 AM' });
  });

  test('is not believed when somebody wrote it by hand', async () => {
    await check();
    await database()
      .$executeRaw`UPDATE audit_check SET checked_at = checked_at + interval '1 minute' WHERE chain = ${chain}`;
    expect(await badge()).toMatchObject({ label: 'Chain not checked yet' });
  });

  test('is shown to nobody who may not read the audit', async () => {
    await check();
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expect(await findChainCheck(contextFor(stranger, clock), parseAuditQuery({}))).toBeNull();
    expect(await findChainCheck(contextFor(await makePerson(clock, chain), clock), parseAuditQuery({}))).toBeNull();
  });
});

describe('what came since the last look is checked', () => {
  test('from where that ended', async () => {
    await check();
    const before = await found();
    await addEvents('Four', 'Five');
    clock.advance(10 * MINUTE);
    await check();
    expect(await found()).toMatchObject({ seq: 5n, wholeAt: before?.wholeAt, broken: null });
  });

  test('and a change there is found and logged', async () => {
    const logged = vi.spyOn(log, 'error').mockReturnValue(undefined);
    await check();
    await addEvents('Four', 'Five');
    await rewrite(4);
    clock.advance(10 * MINUTE);
    await check();
    expect(await badge()).toMatchObject({ tone: 'bad', label: 'Chain broken at entry 4' });
    expect(logged).toHaveBeenCalledWith({ chain, brokenAt: '4', reason: 'MAC' }, 'audit chain is broken');
    logged.mockRestore();
  });
});

test('what was checked before is walked again within a day', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue(undefined);
  await check();
  await rewrite(2);
  clock.advance(DAY);
  await check();
  expect(await badge()).toMatchObject({ tone: 'bad', label: 'Chain broken at entry 2' });
  logged.mockRestore();
});

test('an end that was cut off or exchanged since the last look is found at the next', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue(undefined);
  await check();
  await tamper(`DELETE FROM audit_event WHERE chain = '${chain}' AND seq = 3`);
  clock.advance(10 * MINUTE);
  await check();
  expect(await badge()).toMatchObject({ tone: 'bad', label: 'Chain broken at entry 3' });
  logged.mockRestore();
});
