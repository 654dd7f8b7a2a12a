import { beforeEach, describe, expect, test } from 'vitest';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { Keyring, keyring } from '@/lib/platform/keyring';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { containsHead, headText, parseHead, verifyChains } from './verify';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let chain: string;

/** A chain of five events. */
beforeEach(async () => {
  chain = await makeCompany(clock, { ...DEFAULT_POLICY, keysPerOwner: null });
  const ctx = contextFor(await makePerson(clock, chain), clock);
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) expectOk(await generateKey(ctx, { name }));
});

/** Changes the table as somebody with full rights on the database would, past the trigger. */
async function tamper(sql: string): Promise<void> {
  await database().$transaction([
    database().$executeRawUnsafe('ALTER TABLE audit_event DISABLE TRIGGER USER'),
    database().$executeRawUnsafe(sql),
    database().$executeRawUnsafe('ALTER TABLE audit_event ENABLE TRIGGER USER'),
  ]);
}

async function report(ring: Keyring = keyring()) {
  return (await verifyChains(database(), ring)).find((found) => found.chain === chain);
}

test('an untouched chain holds', async () => {
  expect(await report()).toMatchObject({ holds: true, events: 5n });
});

test('a chain to which events are added meanwhile holds', async () => {
  const ctx = contextFor(await makePerson(clock, chain), clock);
  const growing = (async () => {
    for (let index = 0; index < 20; index += 1) expectOk(await generateKey(ctx, { name: `Meanwhile ${index}` }));
  })();
  let isOver = false;
  void growing.finally(() => {
    isOver = true;
  });
  while (!isOver) expect(await report()).toMatchObject({ holds: true });
  await growing;
  expect(await report()).toMatchObject({ holds: true, events: 25n });
});

test('a head that was set back is found', async () => {
  await database().$executeRaw`UPDATE audit_head SET seq = 3,
    mac = (SELECT mac FROM audit_event WHERE chain = ${chain} AND seq = 3) WHERE chain = ${chain}`;
  expect(await report()).toMatchObject({ holds: false, brokenAt: 6n, reason: 'HEAD' });
});

describe('a change is found at the first broken row:', () => {
  const at = (seq: number) => `WHERE chain = '${chain}' AND seq = ${seq}`;
  test.each([
    ['a rewritten body', () => [`UPDATE audit_event SET body = replace(body, 'Three', 'Other') ${at(3)}`], 3n, 'MAC'],
    [
      'a column that says something else than the body',
      () => [`UPDATE audit_event SET actor_id = 'usr_else' ${at(2)}`],
      2n,
      'COLUMNS',
    ],
    [
      'another time in the column',
      () => [`UPDATE audit_event SET at = at + interval '1 second' ${at(4)}`],
      4n,
      'COLUMNS',
    ],
    ['a row taken out of the middle', () => [`DELETE FROM audit_event ${at(3)}`], 3n, 'SEQUENCE'],
    [
      'two rows swapped',
      () => [
        `UPDATE audit_event a SET body = b.body, mac = b.mac FROM audit_event b
        WHERE a.chain = '${chain}' AND b.chain = a.chain AND (a.seq, b.seq) IN ((2, 3), (3, 2))`,
      ],
      2n,
      'MAC',
    ],
    ['a tail cut off', () => [`DELETE FROM audit_event WHERE chain = '${chain}' AND seq > 3`], 4n, 'HEAD'],
  ])('%s', async (_, sql, brokenAt, reason) => {
    for (const statement of sql()) await tamper(statement);
    expect(await report()).toEqual({ chain, holds: false, brokenAt, reason });
  });
});

test('a tail that was cut together with its head is found by a head noted down before', async () => {
  const whole = await report();
  if (whole?.holds !== true) throw new Error('the chain does not hold');
  const noted = parseHead(headText(whole.head));
  if (noted === null) throw new Error('a head reads back');
  expect(await containsHead(database(), noted)).toBe(true);
  await tamper(`DELETE FROM audit_event WHERE chain = '${chain}' AND seq > 3`);
  await database().$executeRaw`
    UPDATE audit_head h SET seq = e.seq, mac = e.mac FROM audit_event e WHERE h.chain = ${chain} AND e.chain = h.chain AND e.seq = 3`;
  expect(await report()).toMatchObject({ holds: true, events: 3n });
  expect(await containsHead(database(), noted)).toBe(false);
});

test('a chain written under another secret is not taken for a good one', async () => {
  const foreign = new Keyring(
    new Uint8Array(32).map((_, index) => index),
    [],
  );
  expect(await report(foreign)).toMatchObject({ holds: false, brokenAt: 1n, reason: 'SECRET_UNKNOWN' });
  const rotated = new Keyring(
    new Uint8Array(32).map((_, index) => index),
    [Buffer.from('Keydesk tests only: not a secret!!!')],
  );
  expect(await report(rotated)).toMatchObject({ holds: true });
});

test.each(['UPDATE audit_event SET body = body', 'DELETE FROM audit_event', 'TRUNCATE audit_event'])(
  'the database refuses %s',
  async (sql) => {
    await expect(database().$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
  },
);
