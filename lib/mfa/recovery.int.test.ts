import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { grantAdministrator } from '@/lib/accounts/commands/grant-administrator';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import { DAY, MINUTE } from '@/lib/kernel/instant';
import { deliverDue } from '@/lib/mail/deliver';
import { database } from '@/lib/platform/database';
import {
  type Account,
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
import { beginEnrolment } from './commands/begin-enrolment';
import { confirmEnrolment } from './commands/confirm-enrolment';
import { renewRecoveryCodes } from './commands/renew-recovery-codes';
import { resetMfa } from './commands/reset-mfa';
import { findEnrolmentView } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const machine = contextFor({ kind: 'system', name: 'machine' }, clock);
let companyId = '';

const newcomer = (hasMfa = true) => makeAccount(clock, companyId, { hasMfa });
const signedIn = async (account: Account) => contextOf(clock, await signIn(clock, account));

async function useRecoveryCode(account: Account, code = '') {
  const begun = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
  return completeSignIn(visitor(clock), { pendingToken: begun.token, method: 'recovery_code', code });
}

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

beforeEach(() => {
  clock.advance(MINUTE);
});

describe('new recovery codes', () => {
  test('come against a current code, are shown once, and void the old ones', async () => {
    const account = await newcomer();
    const ctx = await signedIn(account);
    clock.advance(MINUTE);
    const { recoveryCodes } = expectOk(await renewRecoveryCodes(ctx, { code: codeOf(account.totpSecret, clock) }));
    expect(new Set([...recoveryCodes, ...account.recoveryCodes]).size).toBe(20);
    const rows = await database().recoveryCode.findMany({ where: { personId: account.personId } });
    expect(rows).toHaveLength(10);
    expect(JSON.stringify(rows)).not.toContain(recoveryCodes[0]?.replaceAll('-', ''));
    expect(await useRecoveryCode(account, account.recoveryCodes[0])).toMatchObject({ error: { code: 'CODE_WRONG' } });
    expect((await useRecoveryCode(account, recoveryCodes[0])).ok).toBe(true);
    expect(await auditKinds(account.personId)).toContain('mfa.recovery_codes_renewed');
  });

  test('do not come against a recovery code, a wrong code, or the code that signed in', async () => {
    const account = await newcomer();
    const ctx = await signedIn(account);
    const renew = (code: string) => renewRecoveryCodes(ctx, { code });
    expect(await renew(codeOf(account.totpSecret, clock))).toMatchObject({ error: { code: 'CODE_USED' } });
    expect(await renew(account.recoveryCodes[0] ?? '')).toMatchObject({ error: { code: 'CODE_WRONG' } });
    expect(await renew('000000')).toMatchObject({ error: { code: 'CODE_WRONG' } });
    expect((await useRecoveryCode(account, account.recoveryCodes[0])).ok).toBe(true);
  });

  test('of five who ask with one code at once, one gets them', async () => {
    const account = await newcomer();
    const ctx = await signedIn(account);
    clock.advance(MINUTE);
    const code = codeOf(account.totpSecret, clock);
    const answers = await Promise.all(Array.from({ length: 5 }, () => renewRecoveryCodes(ctx, { code })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await database().recoveryCode.count({ where: { personId: account.personId } })).toBe(10);
  });

  test('are not there without MFA', async () => {
    const ctx = await signedIn(await newcomer(false));
    expect(await renewRecoveryCodes(ctx, { code: '000000' })).toMatchObject({ error: { code: 'MFA_IS_OFF' } });
  });
});

describe('a lockout', () => {
  test('by guessed codes is mailed to the owner once, however long the guessing goes on', async () => {
    const account = await newcomer();
    for (let round = 0; round < 9; round += 1) {
      const begun = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
      const answer = await completeSignIn(visitor(clock), {
        pendingToken: begun.token,
        method: 'totp',
        code: '000000',
      });
      if (!answer.ok && answer.error.code === 'TOO_MANY_TRIES') clock.advance(answer.error.retryAfterMs);
    }
    expect((await auditKinds(account.personId)).filter((kind) => kind === 'person.locked_out').length).toBeGreaterThan(
      1,
    );
    expect(await mailKinds(account.personId)).toEqual(['account.locked']);
  });

  test('of an account that does not exist is mailed to nobody', async () => {
    const before = await database().outboxMail.count();
    for (let round = 0; round < 5; round += 1) {
      await signInWithPassword(visitor(clock), { email: 'nobody@northwind.example', password: 'wrong herons' });
    }
    expect(await database().outboxMail.count()).toBe(before);
  });
});

describe('the break-glass reset of MFA', () => {
  async function reset(account: Account): Promise<string> {
    expectOk(await resetMfa(machine, { email: account.email.toUpperCase() }));
    let link = '';
    const mailer = async ({ to, text }: { to: string; text: string }) => {
      if (to === account.email) link = /\?link=([\w-]+)/.exec(text)?.[1] ?? link;
    };
    while ((await deliverDue({ db: database(), clock, mailer, consoleUrl: 'https://keys.example' })) > 0);
    return link;
  }

  test('ends every sign-in, switches off, and is audited by the machine', async () => {
    const account = await newcomer();
    const token = await signIn(clock, account);
    await reset(account);
    expect(await findSession(clock, token)).toBeNull();
    const row = await database().person.findUniqueOrThrow({ where: { id: account.personId } });
    expect(row).toMatchObject({ mfaEnabledAt: null, totpSecret: null, secretId: null, totpLastStep: null });
    expect(await database().recoveryCode.count({ where: { personId: account.personId } })).toBe(0);
    const event = await database().auditEvent.findFirstOrThrow({ where: { kind: 'mfa.reset' } });
    expect(event).toMatchObject({ actorId: 'machine', personId: account.personId });
  });

  test('lets nobody enrol with the password alone: the mailed link is needed, and is spent by it', async () => {
    const account = await newcomer();
    const link = await reset(account);
    const ctx = await signedIn(account);
    for (const wrong of [null, 'another', link.toLowerCase()]) {
      expect(await beginEnrolment(ctx, { password: PASSWORD, link: wrong })).toMatchObject({
        error: { code: 'LINK_NEEDED' },
      });
    }
    expectOk(await beginEnrolment(ctx, { password: null, link }));
    const view = await findEnrolmentView(ctx);
    expectOk(await confirmEnrolment(ctx, { code: codeOf(view?.secret ?? '', clock) }));
    expect(await database().accountToken.count({ where: { personId: account.personId, usedAt: null } })).toBe(0);
  });

  test('mails a link for a day; when it is over, another one', async () => {
    const account = await newcomer();
    const link = await reset(account);
    clock.advance(DAY);
    const ctx = await signedIn(account);
    expect(await beginEnrolment(ctx, { password: null, link })).toMatchObject({ error: { code: 'LINK_NEEDED' } });
    const second = await reset(account);
    const again = await signedIn(account);
    expect(await beginEnrolment(again, { password: null, link })).toMatchObject({ error: { code: 'LINK_NEEDED' } });
    expectOk(await beginEnrolment(again, { password: null, link: second }));
  });

  test('is for the machine alone, and for people who have MFA', async () => {
    const account = await newcomer();
    const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
    const notFound = { ok: false, error: { code: 'NOT_FOUND' } };
    expect(await resetMfa(administrator, { email: account.email })).toEqual(notFound);
    expect(await resetMfa(machine, { email: 'nobody@northwind.example' })).toEqual(notFound);
    expect(await resetMfa(machine, { email: (await newcomer(false)).email })).toMatchObject({
      error: { code: 'MFA_IS_OFF' },
    });
  });
});

test('the machine makes an administrator once, and nobody else does', async () => {
  const account = await newcomer();
  const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  expect(await grantAdministrator(administrator, { email: account.email })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
  const answers = await Promise.all([1, 2, 3].map(() => grantAdministrator(machine, { email: account.email })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const event = await database().auditEvent.findFirstOrThrow({ where: { kind: 'person.administrator_granted' } });
  expect(event).toMatchObject({ actorId: 'machine', personId: account.personId });
});
