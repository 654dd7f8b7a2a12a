import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { hashPassword } from '@/lib/platform/passwords';
import { type Account, makeAccount, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { mannWhitneyP } from '@/test/support/mann-whitney';
import { useRealPasswords } from '@/test/support/password-threads';
import { expectOk, makeCompany } from '@/test/support/scene';
import { deactivatePerson } from './commands/deactivate-person';
import { requestPasswordReset } from './commands/request-password-reset';
import { signInWithPassword } from './commands/sign-in-with-password';

/** Each round is refused by chance once in a hundred; only what is told apart three times running is told apart. */
const ROUNDS = 3;
const SAMPLES = 14;
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId = '';
let passwordHash = '';
let count = 0;

/** Somebody who has not failed yet, with a password at the cost of real ones. */
async function newcomer(): Promise<Account> {
  const account = await makeAccount(clock, companyId);
  await database().person.update({ where: { id: account.personId }, data: { passwordHash } });
  return account;
}

function nobody(): string {
  count += 1;
  return `nobody-${count}@northwind.example`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Whether interleaved samples of the two stay alike in one of the rounds. */
async function areAlike(one: () => Promise<() => Promise<unknown>>, other: typeof one): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: [number[], number[]] = [[], []];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      times[0].push(await timed(await one()));
      times[1].push(await timed(await other()));
    }
    if (mannWhitneyP(...times) > 0.01) return true;
  }
  return false;
}

const tryPassword = (email: string) => () =>
  signInWithPassword(visitor(clock), { email, password: 'eight quiet herons' });
const askReset = (email: string) => () => requestPasswordReset(visitor(clock), { email });

beforeAll(async () => {
  useRealPasswords();
  companyId = await makeCompany(clock);
  passwordHash = await hashPassword('seven quiet herons');
  await tryPassword(nobody())();
});

test('a wrong password takes as long as an account that does not exist', async () => {
  expect(
    await areAlike(
      async () => tryPassword((await newcomer()).email),
      async () => tryPassword(nobody()),
    ),
  ).toBe(true);
}, 120_000);

test('a wrong password takes as long as one of somebody deactivated', async () => {
  const machine = { ...visitor(clock), actor: { kind: 'system', name: 'machine' } as const };
  const gone = async () => {
    const { email, personId } = await newcomer();
    expectOk(await deactivatePerson(machine, { companyId, personId }));
    return tryPassword(email);
  };
  expect(await areAlike(async () => tryPassword((await newcomer()).email), gone)).toBe(true);
}, 120_000);

test('asking for a reset takes as long for a known address as for an unknown one', async () => {
  expect(
    await areAlike(
      async () => askReset((await newcomer()).email),
      async () => askReset(nobody()),
    ),
  ).toBe(true);
}, 120_000);

test('a first failure leaves the same rows whether there is such an account', async () => {
  const rows = async () => ({
    throttle: await database().throttle.count({ where: { subject: { startsWith: 'password:' } } }),
    audit: await database().auditEvent.count({ where: { kind: 'person.sign_in_failed' } }),
    mail: await database().outboxMail.count({ where: { kind: 'account.locked' } }),
  });
  const difference = async (email: string) => {
    const before = await rows();
    await tryPassword(email)();
    const after = await rows();
    return [after.throttle - before.throttle, after.audit - before.audit, after.mail - before.mail];
  };
  expect(await difference((await newcomer()).email)).toEqual(await difference(nobody()));
});
