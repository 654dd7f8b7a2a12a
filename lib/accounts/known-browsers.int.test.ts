import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '@/lib/kernel/instant';
import { deliverDue } from '@/lib/mail/deliver';
import { beginEnrolment } from '@/lib/mfa/commands/begin-enrolment';
import { confirmEnrolment } from '@/lib/mfa/commands/confirm-enrolment';
import { findEnrolmentView } from '@/lib/mfa/queries';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { type Account, codeOf, contextOf, makeAccount, PASSWORD, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { expectOk, makeCompany } from '@/test/support/scene';
import { changePassword } from './commands/change-password';
import { completeSignIn } from './commands/complete-sign-in';
import { requestPasswordReset } from './commands/request-password-reset';
import { resetPassword } from './commands/reset-password';
import { signInWithPassword } from './commands/sign-in-with-password';
import { MOST_BROWSERS } from './domain/throttle-rules';
import { forgetExpiredSignIns } from './forget-expired-sign-ins';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const WRONG = 'wrong herons';
const NEW = 'nine loud egrets';
let companyId = '';

/** A browser: it keeps the cookie that it is given. */
class Browser {
  token: string | undefined;

  constructor(token?: string) {
    this.token = token;
  }

  ctx(signedIn?: Ctx): Ctx {
    const ctx = signedIn ?? visitor(clock);
    return this.token === undefined ? ctx : { ...ctx, request: { ...ctx.request, browserToken: this.token } };
  }

  /** @returns the session's token, or the code of the refusal */
  async signIn(account: Account, password = PASSWORD): Promise<string> {
    const first = await signInWithPassword(this.ctx(), { email: account.email, password });
    if (!first.ok) return first.error.code;
    if (first.value.next === 'DONE') return this.#keep(first.value);
    const code = { pendingToken: first.value.token, method: 'totp', code: codeOf(account.totpSecret, clock) } as const;
    const second = await completeSignIn(this.ctx(), code);
    if (!second.ok) return second.error.code;
    if (second.value.next !== 'DONE') throw new Error('a code leads in');
    return this.#keep(second.value);
  }

  async guess(account: Account, times = 1): Promise<string[]> {
    return Promise.all(Array.from({ length: times }, () => this.signIn(account, WRONG)));
  }

  #keep({ browser, token }: { browser: { token: string }; token: string }): string {
    this.token = browser.token;
    return token;
  }
}

const isSignedIn = (answer: string) => answer.length === 43;
const tally = (answers: string[]) => answers.filter((answer) => answer === 'WRONG').length;
const newcomer = (traits?: { hasMfa?: boolean }) => makeAccount(clock, companyId, traits);
const browsersOf = ({ personId }: Account) => database().knownBrowser.findMany({ where: { personId } });

/** The token of the link that is mailed. */
async function resetLink({ email }: Account): Promise<string> {
  expectOk(await requestPasswordReset(visitor(clock), { email }));
  let token = '';
  const mailer = async ({ to, text }: { to: string; text: string }) => {
    if (to === email) token = /\/reset-password\/([\w-]+)/.exec(text)?.[1] ?? token;
  };
  const delivery = { db: database(), clock, mailer, consoleUrl: 'https://keys.northwind.example' };
  while ((await deliverDue(delivery)) > 0);
  return token;
}

async function knownTo(account: Account): Promise<Browser> {
  const browser = new Browser();
  expect(isSignedIn(await browser.signIn(account))).toBe(true);
  clock.advance(MINUTE); // the next code
  return browser;
}

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

beforeEach(() => {
  clock.advance(MINUTE);
});

describe('while somebody keeps guessing elsewhere', () => {
  test('the owner signs in where they signed in before, and nowhere else', async () => {
    const account = await newcomer({ hasMfa: true });
    const own = await knownTo(account);
    for (let round = 0; round < 6; round += 1) {
      await new Browser().guess(account, 6);
      expect(await new Browser().signIn(account)).toBe('TOO_MANY_TRIES');
      expect(isSignedIn(await own.signIn(account))).toBe(true);
      clock.advance(16 * MINUTE);
    }
  });

  test('the owner’s own sign-in gives the others not one guess more', async () => {
    const account = await newcomer();
    const own = await knownTo(account);
    expect(tally(await new Browser().guess(account, 20))).toBe(5);
    expect(isSignedIn(await own.signIn(account))).toBe(true);
    expect(tally(await new Browser().guess(account, 20))).toBe(0);
  });

  test('codes too: who knows the password and guesses codes does not keep the owner out', async () => {
    const account = await newcomer({ hasMfa: true });
    const own = await knownTo(account);
    const { token } = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
    const guess = { pendingToken: token, method: 'totp', code: '000000' } as const;
    const guesses = await Promise.all(Array.from({ length: 20 }, () => completeSignIn(visitor(clock), guess)));
    expect(guesses.filter((answer) => !answer.ok && answer.error.code === 'CODE_WRONG')).toHaveLength(5);
    expect(await new Browser().signIn(account)).toBe('TOO_MANY_TRIES');
    expect(isSignedIn(await own.signIn(account))).toBe(true);
  });

  test('a colleague’s flood from the same address does not stop a known browser', async () => {
    const account = await newcomer();
    const own = await knownTo(account);
    const ctx = own.ctx();
    await database().throttle.create({
      data: {
        subject: `address:${ctx.request.address}`,
        failures: 150,
        lastAt: new Date(clock.now()),
        blockedUntil: new Date(clock.now() + MINUTE),
      },
    });
    const input = { email: account.email, password: PASSWORD };
    const stranger = { ...ctx, request: { ...ctx.request, browserToken: newToken() } };
    expect(await signInWithPassword(stranger, input)).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
    expect((await signInWithPassword(ctx, input)).ok).toBe(true);
  });

  test('a reset link lets the owner in from a browser never seen before', async () => {
    const account = await newcomer();
    const fresh = new Browser();
    fresh.token = expectOk(await resetPassword(fresh.ctx(), { token: await resetLink(account), password: NEW })).token;
    await new Browser().guess(account, 6);
    expect(await new Browser().signIn(account, NEW)).toBe('TOO_MANY_TRIES');
    expect(isSignedIn(await fresh.signIn(account, NEW))).toBe(true);
  });
});

describe('guesses stay limited', () => {
  test('on each lane to five at once, however many ask in parallel on both', async () => {
    const account = await newcomer();
    const own = await knownTo(account);
    const [here, elsewhere] = await Promise.all([own.guess(account, 60), new Browser().guess(account, 60)]);
    expect([tally(here), tally(elsewhere)]).toEqual([5, 5]);
    expect(await own.signIn(account)).toBe('TOO_MANY_TRIES');
  });

  test('a browser known to somebody else, an invented cookie and the hash of a real one are like none', async () => {
    const [account, thief] = [await newcomer(), await newcomer()];
    const own = await knownTo(account);
    const strange = [
      await knownTo(thief),
      new Browser(newToken()),
      new Browser(Buffer.from(tokenHash(own.token ?? '')).toString('base64url')),
      new Browser(),
    ];
    const answers = await Promise.all(strange.map((browser) => browser.guess(account, 10)));
    expect(tally(answers.flat())).toBe(5);
    expect(isSignedIn(await own.signIn(account))).toBe(true);
  });

  test('an e-mail address that spells a lane is counted as an address', async () => {
    const account = await newcomer();
    const own = await knownTo(account);
    const [row] = await browsersOf(account);
    const spelled = { ...account, email: `browser:${row?.id}:password` };
    await new Browser().guess(spelled, 6);
    expect(isSignedIn(await own.signIn(account))).toBe(true);
  });

  test('the first step alone makes no lane', async () => {
    const account = await newcomer({ hasMfa: true });
    expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
    expect(await browsersOf(account)).toEqual([]);
  });

  test('the newest eight are kept, also of many at once', async () => {
    const account = await newcomer();
    const early = await knownTo(account);
    for (let round = 0; round < 3; round += 1) {
      clock.advance(MINUTE);
      const answers = await Promise.all(Array.from({ length: 4 }, () => new Browser().signIn(account)));
      expect(answers.filter(isSignedIn)).toHaveLength(4);
    }
    expect(await browsersOf(account)).toHaveLength(MOST_BROWSERS);
    await new Browser().guess(account, 6);
    expect(await early.signIn(account)).toBe('TOO_MANY_TRIES');
  });

  test('a reset link gives no further guess at the codes', async () => {
    const account = await newcomer({ hasMfa: true });
    const mailReader = new Browser();
    const guesses: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const reset = await resetPassword(mailReader.ctx(), {
        token: await resetLink(account),
        password: `${NEW} ${round}`,
      });
      mailReader.token = expectOk(reset).token;
      const pending = await signInWithPassword(mailReader.ctx(), { email: account.email, password: `${NEW} ${round}` });
      const guess = { pendingToken: expectOk(pending).token, method: 'totp', code: '000000' } as const;
      for (let count = 0; count < 4; count += 1) {
        const answer = await completeSignIn(mailReader.ctx(), guess);
        guesses.push(answer.ok ? 'DONE' : answer.error.code);
      }
    }
    expect(guesses.filter((code) => code === 'CODE_WRONG')).toHaveLength(5);
  });
});

describe('a browser stops being known', () => {
  test('when the password is changed in another one', async () => {
    const account = await newcomer();
    const [one, other] = [await knownTo(account), await knownTo(account)];
    const signedIn = await contextOf(clock, await one.signIn(account));
    expectOk(await changePassword(one.ctx(signedIn), { currentPassword: PASSWORD, newPassword: NEW }));
    await new Browser().guess(account, 6);
    expect(await other.signIn(account, NEW)).toBe('TOO_MANY_TRIES');
    expect(isSignedIn(await one.signIn(account, NEW))).toBe(true);
  });

  test('when MFA is switched on in another one, where the password alone had been given', async () => {
    const account = await newcomer();
    const [one, other] = [await knownTo(account), await knownTo(account)];
    const signedIn = one.ctx(await contextOf(clock, await one.signIn(account)));
    expectOk(await beginEnrolment(signedIn, { password: null }));
    const secret = (await findEnrolmentView(signedIn))?.secret ?? '';
    expectOk(await confirmEnrolment(signedIn, { code: codeOf(secret, clock) }));
    const hashes = (await browsersOf(account)).map((row) => Buffer.from(row.tokenHash));
    expect(hashes).toEqual([Buffer.from(tokenHash(one.token ?? ''))]);
    expect(other.token).not.toBe(one.token);
  });

  test('half a year after its last sign-in, to the millisecond', async () => {
    const account = await newcomer();
    const own = new Browser();
    await own.signIn(account);
    clock.advance(180 * DAY - 1);
    await new Browser().guess(account, 6);
    await forgetExpiredSignIns(database(), clock.now());
    expect(await own.guess(account)).toEqual(['WRONG']);
    clock.advance(1);
    expect(await own.guess(account)).toEqual(['TOO_MANY_TRIES']);
    clock.advance(1);
    await forgetExpiredSignIns(database(), clock.now());
    expect(await browsersOf(account)).toEqual([]);
  });
});

test('one browser is known to several people by one cookie, and only its hash is stored', async () => {
  const [one, other] = [await newcomer(), await newcomer()];
  const shared = await knownTo(one);
  const cookie = shared.token ?? '';
  await shared.signIn(other);
  expect(shared.token).toBe(cookie);
  for (const account of [one, other]) {
    await new Browser().guess(account, 6);
    expect(isSignedIn(await shared.signIn(account))).toBe(true);
    expect(JSON.stringify(await browsersOf(account))).not.toContain(cookie);
  }
});

test('a cookie that nobody was given is not taken over', async () => {
  const account = await newcomer();
  const planted = newToken();
  const browser = new Browser(planted);
  await browser.signIn(account);
  expect(browser.token).not.toBe(planted);
});
