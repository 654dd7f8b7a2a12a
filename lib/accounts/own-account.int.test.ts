import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { HOUR, MINUTE } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { config } from '@/lib/platform/config';
import { database, openDatabase } from '@/lib/platform/database';
import { askVerifier, startTestVerifier } from '@/lib/verification/test-verifier';
import {
  auditKinds,
  codeOf,
  contextOf,
  findSession,
  mailKinds,
  makeAccount,
  PASSWORD,
  signIn,
  visitor,
} from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { changePassword } from './commands/change-password';
import { changeSettings } from './commands/change-settings';
import { completeSignIn } from './commands/complete-sign-in';
import { endAllOtherSessions } from './commands/end-all-other-sessions';
import { endOwnSession } from './commands/end-own-session';
import { requestPasswordReset } from './commands/request-password-reset';
import { signInWithPassword } from './commands/sign-in-with-password';
import { findOwnSessions, findOwnSettings, findPasswordDate } from './own-account-queries';
import { findLiveSession } from './queries';

const NEW_PASSWORD = 'nine loud egrets';
const ZONE = 'America/Chicago';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId = '';

const newcomer = (traits?: { hasMfa?: boolean; isAdministrator?: boolean }) => makeAccount(clock, companyId, traits);
const isLive = async (token: string) => (await findSession(clock, token)) !== null;

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

beforeEach(() => {
  clock.advance(MINUTE);
});

describe('where somebody is signed in', () => {
  test('each place has its address, its browser in words, and when it was seen; this browser is first', async () => {
    const account = await newcomer();
    const here = await signIn(clock, account, PASSWORD, FIREFOX);
    clock.advance(2 * MINUTE);
    await signIn(clock, account, PASSWORD, '<script>alert(1)</script>');
    const [first, second, ...others] = await findOwnSessions(await contextOf(clock, here), ZONE);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ browser: 'Firefox on Windows', device: 'laptop', isCurrent: true });
    expect(first?.address).toMatch(/^198\.18\./);
    expect(first?.firstSeen).toMatchObject({ label: '2 min ago', title: expect.stringContaining('UTC') });
    expect(second).toMatchObject({ browser: 'Unknown browser', isCurrent: false, lastSeen: { label: 'just now' } });
    expect(JSON.stringify([first, second])).not.toContain('script');
  });

  test("nobody sees somebody else's, nor places that are over", async () => {
    const account = await newcomer();
    await signIn(clock, await newcomer());
    await signIn(clock, account);
    clock.advance(HOUR);
    const here = await signIn(clock, account);
    expect(await findOwnSessions(await contextOf(clock, here), ZONE)).toHaveLength(1);
  });

  test('one of them is signed out, on every console over the database, once and with its audit row', async () => {
    const account = await newcomer();
    const here = await signIn(clock, account);
    const there = await signIn(clock, account);
    const ctx = await contextOf(clock, here);
    const sessionId = (await findSession(clock, there))?.sessionId ?? '';
    const secondConsole = openDatabase(config().databaseUrl ?? '', 'second-console');
    expect(await findLiveSession(secondConsole, clock, there)).not.toBeNull();
    const answers = await Promise.all([1, 2, 3].map(() => endOwnSession(ctx, { sessionId })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await findLiveSession(secondConsole, clock, there)).toBeNull();
    await secondConsole.$disconnect();
    expect(await isLive(here)).toBe(true);
    expect((await auditKinds(account.personId)).filter((kind) => kind === 'person.session_ended')).toHaveLength(1);
  });

  test("somebody else's is not found and goes on", async () => {
    const victim = await newcomer();
    const theirs = await signIn(clock, victim);
    const sessionId = (await findSession(clock, theirs))?.sessionId ?? '';
    const colleague = await contextOf(clock, await signIn(clock, await newcomer()));
    const stranger = contextFor(await makePerson(clock, await makeCompany(clock)), clock);
    for (const ctx of [colleague, stranger]) {
      expect(await endOwnSession(ctx, { sessionId })).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    }
    expect(await isLive(theirs)).toBe(true);
  });

  test('all others end at once, and a begun sign-in with them', async () => {
    const account = await newcomer({ hasMfa: true });
    const here = await signIn(clock, account);
    clock.advance(MINUTE);
    const there = await signIn(clock, account);
    clock.advance(MINUTE);
    const begun = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
    const ctx = await contextOf(clock, here);
    expect(expectOk(await endAllOtherSessions(ctx))).toEqual({ ended: 1 });
    expect([await isLive(here), await isLive(there)]).toEqual([true, false]);
    const code = codeOf(account.totpSecret, clock);
    const late = await completeSignIn(visitor(clock), { pendingToken: begun.token, method: 'totp', code });
    expect(late).toMatchObject({ error: { code: 'SIGN_IN_EXPIRED' } });
    expect(expectOk(await endAllOtherSessions(ctx))).toEqual({ ended: 0 });
    const kinds = await auditKinds(account.personId);
    expect(kinds.filter((kind) => kind === 'person.other_sessions_ended')).toHaveLength(1);
  });

  test('of two browsers that end each other at once, one stays signed in', async () => {
    const account = await newcomer();
    const tokens = [await signIn(clock, account), await signIn(clock, account)];
    const contexts = await Promise.all(tokens.map((token) => contextOf(clock, token)));
    const answers = await Promise.all(contexts.map((ctx) => endAllOtherSessions(ctx)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await Promise.all(tokens.map(isLive))).filter(Boolean)).toHaveLength(1);
  });
});

describe('changing the password', () => {
  test('ends every other sign-in, gives this one a new token, and is audited and mailed', async () => {
    const account = await newcomer();
    const here = await signIn(clock, account);
    const there = await signIn(clock, account);
    clock.advance(MINUTE);
    const ctx = await contextOf(clock, here);
    const changed = expectOk(await changePassword(ctx, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }));
    expect([await isLive(here), await isLive(there), await isLive(changed.sessionToken)]).toEqual([false, false, true]);
    expect(await findSession(clock, changed.sessionToken)).toMatchObject({ passwordAt: clock.now() });
    expect(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD })).toMatchObject({
      error: { code: 'WRONG' },
    });
    expect(await isLive(await signIn(clock, account, NEW_PASSWORD))).toBe(true);
    expect(await auditKinds(account.personId)).toContain('person.password_changed');
    expect(await mailKinds(account.personId)).toEqual(['password.changed']);
    expect(await findPasswordDate(ctx, ZONE)).toBe('Nov 21, 2026');
  });

  test('leaves MFA as it was', async () => {
    const account = await newcomer({ hasMfa: true });
    const ctx = await contextOf(clock, await signIn(clock, account));
    expectOk(await changePassword(ctx, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }));
    const begun = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: NEW_PASSWORD }));
    expect(begun.next).toBe('CODE');
  });

  test('leaves keys as they were: they verify on', async () => {
    const account = await newcomer({ hasMfa: true });
    const ctx = await contextOf(clock, await signIn(clock, account));
    const { key } = expectOk(await generateKey(ctx, { name: 'Nightly export' }));
    expectOk(await changePassword(ctx, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }));
    const verifier = await startTestVerifier({ clock });
    onTestFinished(() => verifier.stop());
    expect((await askVerifier(verifier.url, { key })).body).toMatchObject({ code: 'VALID' });
  });

  test('needs the current one, and guessing that is slowed as at sign-in', async () => {
    const account = await newcomer();
    const ctx = await contextOf(clock, await signIn(clock, account));
    const guess = (currentPassword: string) => changePassword(ctx, { currentPassword, newPassword: NEW_PASSWORD });
    for (let round = 0; round < 5; round += 1) {
      expect(await guess('wrong herons')).toMatchObject({ error: { code: 'PASSWORD_WRONG' } });
    }
    expect(await guess(PASSWORD)).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
    const atSignIn = await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD });
    expect(atSignIn).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
    expect(await mailKinds(account.personId)).toEqual(['account.locked']);
  });

  test.each([
    ['short', 'seven77', 'TOO_SHORT'],
    ['longer than bcrypt reads', 'é'.repeat(37), 'TOO_LONG'],
    ['one of the first that are tried', 'password1', 'COMMON'],
    ['the company with digits', 'Northwind2026', 'CONTEXT'],
  ])('refuses one that is %s', async (_, newPassword, problem) => {
    const token = await signIn(clock, await newcomer());
    const refused = await changePassword(await contextOf(clock, token), { currentPassword: PASSWORD, newPassword });
    expect(refused).toEqual({ ok: false, error: { code: 'PASSWORD', problem } });
    expect(await isLive(token)).toBe(true);
  });

  test('takes 8 and 72 bytes verbatim, blanks and all', async () => {
    const account = await newcomer();
    let currentPassword = PASSWORD;
    for (const newPassword of [' ß q7x !', `${' heron é'.repeat(8)}`.slice(0, 64)]) {
      const ctx = await contextOf(clock, await signIn(clock, account, currentPassword));
      expectOk(await changePassword(ctx, { currentPassword, newPassword }));
      const trimmed = await signInWithPassword(visitor(clock), { email: account.email, password: newPassword.trim() });
      expect(trimmed.ok).toBe(newPassword.trim() === newPassword);
      currentPassword = newPassword;
    }
  });

  test('refuses the one in force', async () => {
    const ctx = await contextOf(clock, await signIn(clock, await newcomer()));
    const same = await changePassword(ctx, { currentPassword: PASSWORD, newPassword: PASSWORD });
    expect(same).toEqual({ ok: false, error: { code: 'SAME' } });
  });

  test('of two at once, one wins', async () => {
    const account = await newcomer();
    const contexts = [
      await contextOf(clock, await signIn(clock, account)),
      await contextOf(clock, await signIn(clock, account)),
    ];
    const answers = await Promise.all(
      contexts.map((ctx, index) =>
        changePassword(ctx, { currentPassword: PASSWORD, newPassword: `${NEW_PASSWORD} ${index}` }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test('makes every reset link void', async () => {
    const account = await newcomer();
    expectOk(await requestPasswordReset(visitor(clock), { email: account.email }));
    const ctx = await contextOf(clock, await signIn(clock, account));
    expectOk(await changePassword(ctx, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }));
    expect(await database().accountToken.count({ where: { personId: account.personId, usedAt: null } })).toBe(0);
  });
});

describe('settings', () => {
  const wanted = { name: 'Dana W.', timeZone: 'Europe/Berlin', appearance: 'DARK' } as const;

  test('are in force at the next request, and the audit holds no name', async () => {
    const account = await newcomer();
    const token = await signIn(clock, account);
    const ctx = await contextOf(clock, token);
    expectOk(await changeSettings(ctx, wanted));
    expect(await findSession(clock, token)).toMatchObject({
      timeZone: 'Europe/Berlin',
      appearance: 'DARK',
      actor: { name: 'Dana W.' },
    });
    expect(await findOwnSettings(ctx)).toMatchObject(wanted);
    const [event] = await database().auditEvent.findMany({ where: { kind: 'person.settings_changed' } });
    expect(event?.body).toContain('"isNameNew":true');
    expect(event?.body).not.toContain('Dana');
  });

  test("without a zone of one's own are the company's", async () => {
    const token = await signIn(clock, await newcomer());
    const ctx = await contextOf(clock, token);
    expectOk(await changeSettings(ctx, wanted));
    expectOk(await changeSettings(ctx, { ...wanted, timeZone: null }));
    expect(await findSession(clock, token)).toMatchObject({ timeZone: ZONE });
  });

  test('that change nothing leave no audit row', async () => {
    const account = await newcomer();
    const ctx = await contextOf(clock, await signIn(clock, account));
    expectOk(await changeSettings(ctx, wanted));
    expectOk(await changeSettings(ctx, wanted));
    const kinds = await auditKinds(account.personId);
    expect(kinds.filter((kind) => kind === 'person.settings_changed')).toHaveLength(1);
  });
});
