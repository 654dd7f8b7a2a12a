import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '@/lib/kernel/instant';
import { config } from '@/lib/platform/config';
import type { Ctx } from '@/lib/platform/context';
import { type Db, database, openDatabase } from '@/lib/platform/database';
import { codeOf, contextOf, makeAccount, PASSWORD, signIn, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { expectOk, makeCompany } from '@/test/support/scene';
import { changePassword } from './commands/change-password';
import { completeSignIn } from './commands/complete-sign-in';
import { endSession } from './commands/end-session';
import { signInWithPassword } from './commands/sign-in-with-password';
import { findLiveSession } from './queries';

/** Two processes that share nothing but the database. */
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId = '';
let second: Db;

const on = (number: number): Ctx => ({ ...visitor(clock), db: number % 2 === 0 ? database() : second });

beforeAll(async () => {
  companyId = await makeCompany(clock);
  second = openDatabase(config().databaseUrl ?? '', 'second-console');
});
afterAll(() => second.$disconnect());
beforeEach(() => {
  clock.advance(MINUTE);
});

test('of 200 parallel guesses five are compared, whichever console they reach', async () => {
  const { email, personId } = await makeAccount(clock, companyId);
  const guesses = Array.from({ length: 200 }, (_, number) =>
    signInWithPassword(on(number), { email, password: `wrong herons ${number}` }),
  );
  const codes = (await Promise.all(guesses)).map((answer) => (answer.ok ? 'DONE' : answer.error.code));
  expect(codes.filter((code) => code === 'WRONG')).toHaveLength(5);
  expect(codes.filter((code) => code === 'TOO_MANY_TRIES')).toHaveLength(195);
  expect(await database().auditEvent.count({ where: { personId, kind: 'person.locked_out' } })).toBe(1);
  expect(await database().outboxMail.count({ where: { personId, kind: 'account.locked' } })).toBe(1);
});

test('of 50 parallel uses of one code one signs in', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const { email, personId, totpSecret } = account;
  const begun = [0, 1].map(async (number) =>
    expectOk(await signInWithPassword(on(number), { email, password: PASSWORD })),
  );
  const tokens = (await Promise.all(begun)).map(({ token }) => token);
  const code = codeOf(totpSecret, clock);
  const uses = Array.from({ length: 50 }, (_, number) =>
    completeSignIn(on(number), { pendingToken: tokens[number % 2] ?? '', method: 'totp', code }),
  );
  expect((await Promise.all(uses)).filter((answer) => answer.ok)).toHaveLength(1);
  expect(await database().session.count({ where: { personId } })).toBe(1);
});

test('a copied cookie is dead on the other console after a sign-out and after a password change', async () => {
  const account = await makeAccount(clock, companyId);
  const copied = [await signIn(clock, account), await signIn(clock, account)];
  const isLive = async (token = '') => (await findLiveSession(second, clock, token)) !== null;
  expect([await isLive(copied[0]), await isLive(copied[1])]).toEqual([true, true]);
  expectOk(await endSession(await contextOf(clock, copied[0] ?? '')));
  expect(await isLive(copied[0])).toBe(false);
  const ctx = await contextOf(clock, copied[1] ?? '');
  expectOk(await changePassword(ctx, { currentPassword: PASSWORD, newPassword: 'nine loud egrets' }));
  expect(await isLive(copied[1])).toBe(false);
});
