import { beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '@/lib/kernel/instant';
import { deliverDue } from '@/lib/mail/deliver';
import { database } from '@/lib/platform/database';
import type { Letter } from '@/lib/platform/mailer';
import { tokenHash } from '@/lib/platform/token-hash';
import { auditKinds, findSession, mailKinds, makeAccount, PASSWORD, signIn, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { expectOk, makeCompany } from '@/test/support/scene';
import { deactivatePerson } from './commands/deactivate-person';
import { requestPasswordReset } from './commands/request-password-reset';
import { resetPassword } from './commands/reset-password';
import { signInWithPassword } from './commands/sign-in-with-password';
import { findResetLink } from './own-account-queries';

const NEW_PASSWORD = 'nine loud egrets';
const consoleUrl = 'https://keys.northwind.example';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const spent = { ok: false, error: { code: 'LINK_SPENT' } };
let companyId = '';

const newcomer = (traits?: { hasMfa?: boolean }) => makeAccount(clock, companyId, traits);
const ask = (email: string) => requestPasswordReset(visitor(clock), { email });
const reset = (token: string, password = NEW_PASSWORD) => resetPassword(visitor(clock), { token, password });

/** What the worker sends, as the owner of the address reads it. */
async function mailed(): Promise<Letter[]> {
  const letters: Letter[] = [];
  const mailer = async (letter: Letter) => void letters.push(letter);
  while ((await deliverDue({ db: database(), clock, mailer, consoleUrl })) > 0);
  return letters;
}

async function linkFor(email: string): Promise<string> {
  expectOk(await ask(email));
  return tokenOf(email);
}

async function tokenOf(email: string): Promise<string> {
  const letter = (await mailed()).find(({ to, text }) => to === email && text.includes('/reset-password/'));
  return /\/reset-password\/([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
}

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

beforeEach(() => {
  clock.advance(MINUTE);
});

test('the mailed link changes the password, ends every sign-in, forgives wrong passwords, and is audited', async () => {
  const account = await newcomer();
  const session = await signIn(clock, account);
  for (let round = 0; round < 5; round += 1) {
    await signInWithPassword(visitor(clock), { email: account.email, password: 'wrong herons' });
  }
  clock.advance(MINUTE);
  const token = await linkFor(account.email);
  expect(token).toMatch(/^[\w-]{43}$/);
  clock.advance(MINUTE);
  expectOk(await reset(token));
  expect(await findSession(clock, session)).toBeNull();
  expect(await findSession(clock, await signIn(clock, account, NEW_PASSWORD))).not.toBeNull();
  expect(await auditKinds(account.personId)).toEqual(
    expect.arrayContaining(['person.password_reset_requested', 'person.password_reset']),
  );
  expect(await mailKinds(account.personId)).toEqual(['account.locked', 'password.reset', 'password.changed']);
});

test('the token is stored as a hash only, also while its mail waits', async () => {
  const account = await newcomer();
  expectOk(await ask(account.email));
  const waiting = await database().outboxMail.findFirstOrThrow({ where: { personId: account.personId } });
  const row = await database().accountToken.findFirstOrThrow({ where: { personId: account.personId } });
  const token = await tokenOf(account.email);
  expect(Buffer.from(row.tokenHash)).toEqual(Buffer.from(tokenHash(token)));
  expect(JSON.stringify({ ...waiting, ...row })).not.toContain(token);
});

test('looking at a link consumes nothing, using it does', async () => {
  const account = await newcomer();
  const token = await linkFor(account.email);
  for (let look = 0; look < 3; look += 1) {
    expect(await findResetLink(visitor(clock), token)).toEqual({ email: account.email, companyName: 'Northwind' });
  }
  expectOk(await reset(token));
  expect(await findResetLink(visitor(clock), token)).toBeNull();
  expect(await reset(token)).toEqual(spent);
});

test('of eight uses of one link at once, exactly one wins', async () => {
  const account = await newcomer();
  const token = await linkFor(account.email);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => reset(token, `${NEW_PASSWORD} ${index}`)));
  const winners = answers.flatMap((answer, index) => (answer.ok ? [index] : []));
  expect(winners).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok)).toEqual(Array(7).fill(spent));
  expect(await findSession(clock, await signIn(clock, account, `${NEW_PASSWORD} ${winners[0]}`))).not.toBeNull();
});

test('of two links of one person used at once, one wins and the other is void', async () => {
  const account = await newcomer();
  const tokens = [await linkFor(account.email), await linkFor(account.email)];
  const answers = await Promise.all(tokens.map((token) => reset(token)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  for (const token of tokens) expect(await reset(token)).toEqual(spent);
});

test('a link is good for an hour, to the millisecond', async () => {
  const account = await newcomer();
  const token = await linkFor(account.email);
  clock.advance(HOUR - 1);
  expect(await findResetLink(visitor(clock), token)).not.toBeNull();
  clock.advance(1);
  expect(await findResetLink(visitor(clock), token)).toBeNull();
  expect(await reset(token)).toEqual(spent);
});

test('MFA stays: after a reset the password alone signs nobody in', async () => {
  const account = await newcomer({ hasMfa: true });
  expectOk(await reset(await linkFor(account.email)));
  const step = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: NEW_PASSWORD }));
  expect(step.next).toBe('CODE');
  expect(await database().recoveryCode.count({ where: { personId: account.personId, usedAt: null } })).toBe(10);
});

test('wrong codes are not forgiven by a reset', async () => {
  const account = await newcomer({ hasMfa: true });
  await database().throttle.create({
    data: {
      subject: `mfa:${account.personId}`,
      failures: 5,
      lastAt: new Date(clock.now()),
      blockedUntil: new Date(clock.now() + HOUR),
    },
  });
  expectOk(await reset(await linkFor(account.email)));
  expect(await database().throttle.count({ where: { subject: `mfa:${account.personId}` } })).toBe(1);
});

test('a refused password leaves the link as it was', async () => {
  const account = await newcomer();
  const token = await linkFor(account.email);
  expect(await reset(token, 'northwind')).toEqual({ ok: false, error: { code: 'PASSWORD', problem: 'CONTEXT' } });
  expectOk(await reset(token));
});

test('known, unknown and deactivated addresses get one answer; a mail goes to the first alone', async () => {
  const known = await newcomer();
  const gone = await newcomer();
  const machine = { ...visitor(clock), actor: { kind: 'system', name: 'machine' } as const };
  expectOk(await deactivatePerson(machine, { companyId, personId: gone.personId }));
  await mailed();
  for (const email of [known.email, 'nobody@northwind.example', gone.email]) {
    expect(await ask(email)).toEqual({ ok: true, value: null });
  }
  expect((await mailed()).map(({ to }) => to)).toEqual([known.email]);
});

test('a link of somebody deactivated meanwhile is void', async () => {
  const account = await newcomer();
  const token = await linkFor(account.email);
  const machine = { ...visitor(clock), actor: { kind: 'system', name: 'machine' } as const };
  expectOk(await deactivatePerson(machine, { companyId, personId: account.personId }));
  expect(await reset(token)).toEqual(spent);
});

test.each(['known', 'unknown'])('three mails, then a delay, for an address that is %s', async (which) => {
  const email = which === 'known' ? (await newcomer()).email : `nobody-${which}@northwind.example`;
  const answers = [];
  for (let round = 0; round < 4; round += 1) answers.push(await ask(email));
  expect(answers.map((answer) => (answer.ok ? 'SENT' : answer.error.code))).toEqual([
    'SENT',
    'SENT',
    'SENT',
    'TOO_MANY_TRIES',
  ]);
});

test('asking changes nothing for the owner: password and sign-ins go on', async () => {
  const account = await newcomer();
  const session = await signIn(clock, account);
  expectOk(await ask(account.email));
  expect(await findSession(clock, session)).not.toBeNull();
  expect((await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD })).ok).toBe(true);
});
