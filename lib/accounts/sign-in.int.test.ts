import { generateSync } from 'otplib';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '@/lib/kernel/instant';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany } from '@/test/support/scene';
import { addPerson } from './commands/add-person';
import { completeSignIn } from './commands/complete-sign-in';
import { deactivatePerson } from './commands/deactivate-person';
import { endSession } from './commands/end-session';
import { signInWithPassword } from './commands/sign-in-with-password';
import type { SignInStep } from './dto';
import { findLiveSession, findPendingSignIn } from './queries';

const PASSWORD = 'seven quiet herons';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const machine = contextFor({ kind: 'system', name: 'setup' }, clock);
let companyId = '';
let count = 0;

/** Somebody who has not signed in yet: every test has its own, since tries are counted per account. */
async function newcomer(options: { mfa?: boolean; isAdministrator?: boolean } = {}) {
  count += 1;
  const email = `newcomer-${count}@northwind.example`;
  const person = { companyId, name: 'Dana', email, password: PASSWORD, hasKeyManagement: true };
  const input = { ...person, isAdministrator: options.isAdministrator ?? false };
  const { personId } = expectOk(await addPerson(machine, input));
  if (!options.mfa) return { email, personId, totpSecret: '', recoveryCodes: [] };
  const enrolled = expectOk(await enrolAtMachine(machine, { companyId, personId }));
  return { email, personId, ...enrolled };
}

/** A visitor from an address of their own, so that tests do not slow each other. */
function visitor(address = `198.51.100.${(count % 250) + 1}`) {
  const ctx = contextFor({ kind: 'anonymous' }, clock);
  return { ...ctx, request: { ...ctx.request, address } };
}

const signIn = (email: string, password = PASSWORD, ctx = visitor()) => signInWithPassword(ctx, { email, password });
const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(clock.now() / SECOND) });
const live = (step: SignInStep) => findLiveSession(database(), clock, step.token);
const auditOf = async (personId: string) => {
  const rows = await database().auditEvent.findMany({
    where: { personId },
    orderBy: { seq: 'asc' },
    select: { kind: true },
  });
  return rows.map(({ kind }) => kind);
};

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

beforeEach(() => {
  clock.advance(MINUTE);
});

test('without MFA the password alone signs in, and the session knows its person', async () => {
  const { email, personId } = await newcomer();
  const step = expectOk(await signIn(` ${email.toUpperCase()} `));
  expect(step.next).toBe('DONE');
  const session = await live(step);
  expect(session?.actor).toMatchObject({ id: personId, companyId, hasMfa: false });
  expect(session).toMatchObject({ mfaAt: null, passwordAt: clock.now(), companyTimeZone: 'America/Chicago' });
  expect(await auditOf(personId)).toEqual(['person.created', 'person.signed_in']);
});

test('with MFA the password makes no session, and the code does, fresh', async () => {
  const { email, totpSecret } = await newcomer({ mfa: true });
  const pending = expectOk(await signIn(email));
  expect(pending.next).toBe('CODE');
  expect(await live(pending)).toBeNull();
  expect(await findPendingSignIn(visitor(), pending.token)).toMatchObject({ email });
  const input = { pendingToken: pending.token, method: 'totp', code: codeOf(totpSecret) } as const;
  const step = expectOk(await completeSignIn(visitor(), input));
  expect((await live(step))?.mfaAt).toBe(clock.now());
  expect(await findPendingSignIn(visitor(), pending.token)).toBeNull();
});

test('unknown, wrong and deactivated are one answer and leave one failed try each', async () => {
  const known = await newcomer();
  const gone = await newcomer();
  expectOk(await deactivatePerson(machine, { companyId, personId: gone.personId }));
  const wrong = { ok: false, error: { code: 'WRONG' } };
  expect(await signIn(known.email, 'eight quiet herons')).toEqual(wrong);
  expect(await signIn(gone.email)).toEqual(wrong);
  expect(await signIn('nobody@northwind.example')).toEqual(wrong);
  const failures = await database().throttle.findMany({ where: { subject: { startsWith: 'password:' } } });
  expect(failures.map((row) => row.failures)).toEqual([1, 1, 1]);
  await database().throttle.deleteMany({});
});

test('a password that bcrypt would cut is wrong, not right', async () => {
  const { email } = await newcomer();
  expect(await signIn(email, `${PASSWORD}${'x'.repeat(80)}`)).toMatchObject({ error: { code: 'WRONG' } });
});

test('parallel failures are counted exactly: five are looked at, the rest wait, and the owner gets in afterwards', async () => {
  const { email, personId } = await newcomer();
  const tries = Array.from({ length: 20 }, (_, index) =>
    signIn(email, 'wrong herons', visitor(`192.0.2.${index + 1}`)),
  );
  const answers = (await Promise.all(tries)).map((answer) => (answer.ok ? 'DONE' : answer.error.code));
  expect(answers.filter((code) => code === 'WRONG')).toHaveLength(5);
  expect(answers.filter((code) => code === 'TOO_MANY_TRIES')).toHaveLength(15);
  expect(await signIn(email)).toMatchObject({ error: { code: 'TOO_MANY_TRIES', retryAfterMs: MINUTE } });
  expect(await auditOf(personId)).toContain('person.locked_out');
  clock.advance(MINUTE);
  expect((await signIn(email)).ok).toBe(true);
  expect(await database().throttle.count({ where: { subject: `password:${email}` } })).toBe(0);
});

test('the delay grows, and ends at a quarter of an hour', async () => {
  const { email } = await newcomer();
  for (let failure = 0; failure < 5; failure += 1) await signIn(email, 'wrong herons');
  const delays: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const blocked = await signIn(email);
    if (blocked.ok || blocked.error.code !== 'TOO_MANY_TRIES') throw new Error('not blocked');
    delays.push(blocked.error.retryAfterMs / MINUTE);
    clock.advance(blocked.error.retryAfterMs);
    await signIn(email, 'wrong herons');
  }
  expect(delays).toEqual([1, 2, 4, 8, 15, 15]);
});

test('a flood from one address is slowed, whoever it is aimed at', async () => {
  const flood = visitor('2001:db8:1:2::1');
  await database().throttle.create({
    data: { subject: 'address:2001:db8:1:2::/64', failures: 99, lastAt: new Date(clock.now()), blockedUntil: null },
  });
  await signIn('nobody-1@northwind.example', 'wrong herons', flood);
  const { email } = await newcomer();
  const neighbour = visitor('2001:db8:1:2:ffff::9');
  expect(await signIn(email, PASSWORD, neighbour)).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
  expect((await signIn(email, PASSWORD, visitor('2001:db8:1:3::1'))).ok).toBe(true);
});

test('fifty parallel uses of one code make one session', async () => {
  const { email, personId, totpSecret } = await newcomer({ mfa: true });
  const code = codeOf(totpSecret);
  const pendings = await Promise.all(Array.from({ length: 4 }, () => signIn(email)));
  const tokens = pendings.map((pending) => expectOk(pending).token);
  const uses = Array.from({ length: 50 }, (_, index) =>
    completeSignIn(visitor(), { pendingToken: tokens[index % tokens.length] ?? '', method: 'totp', code }),
  );
  const answers = await Promise.all(uses);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await database().session.count({ where: { personId } })).toBe(1);
});

test('a code is good once, also when the clock is set back', async () => {
  const { email, totpSecret } = await newcomer({ mfa: true });
  const code = codeOf(totpSecret);
  const use = async () =>
    completeSignIn(visitor(), { pendingToken: expectOk(await signIn(email)).token, method: 'totp', code });
  expect((await use()).ok).toBe(true);
  expect(await use()).toMatchObject({ error: { code: 'CODE_USED' } });
  clock.advance(-30 * SECOND);
  expect(await use()).toMatchObject({ error: { code: 'CODE_USED' } });
});

test('a lockout by codes used before is in the record, and the owner is told', async () => {
  const { email, personId, totpSecret } = await newcomer({ mfa: true });
  const code = codeOf(totpSecret);
  const use = async () =>
    completeSignIn(visitor(), { pendingToken: expectOk(await signIn(email)).token, method: 'totp', code });
  expect((await use()).ok).toBe(true);
  for (let round = 0; round < 5; round += 1) expect(await use()).toMatchObject({ error: { code: 'CODE_USED' } });
  expect(await use()).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
  const kinds = await auditOf(personId);
  expect(kinds.filter((kind) => kind === 'person.sign_in_failed')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'person.locked_out')).toHaveLength(1);
  expect(await database().outboxMail.count({ where: { personId, kind: 'account.locked' } })).toBe(1);
});

test('a recovery code signs in once, by one of many at the same time, and is no fresh second factor', async () => {
  const { email, personId, recoveryCodes } = await newcomer({ mfa: true });
  const [code = ''] = recoveryCodes;
  const tokens = await Promise.all(Array.from({ length: 4 }, async () => expectOk(await signIn(email)).token));
  const answers = await Promise.all(
    tokens.map((pendingToken) =>
      completeSignIn(visitor(), { pendingToken, method: 'recovery_code', code: code.toUpperCase() }),
    ),
  );
  const good = answers.filter((answer) => answer.ok);
  expect(good).toHaveLength(1);
  const [winner] = good;
  if (!winner?.ok) throw new Error('nobody won');
  expect(await live(winner.value)).toMatchObject({ mfaAt: null });
  expect(await auditOf(personId)).toContain('mfa.recovery_code_used');
});

test("somebody else's recovery code is wrong", async () => {
  const owner = await newcomer({ mfa: true });
  const thief = await newcomer({ mfa: true });
  const pending = expectOk(await signIn(thief.email));
  const input = { pendingToken: pending.token, method: 'recovery_code', code: owner.recoveryCodes[0] ?? '' } as const;
  expect(await completeSignIn(visitor(), input)).toMatchObject({ error: { code: 'CODE_WRONG' } });
});

test('guessing codes is limited per person across any number of begun sign-ins', async () => {
  const { email } = await newcomer({ mfa: true });
  const answers: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const pending = expectOk(await signIn(email));
    const answer = await completeSignIn(visitor(), { pendingToken: pending.token, method: 'totp', code: '000000' });
    answers.push(answer.ok ? 'DONE' : answer.error.code);
  }
  expect(answers).toEqual([...Array(5).fill('CODE_WRONG'), ...Array(3).fill('TOO_MANY_TRIES')]);
});

test('a begun sign-in is over after ten minutes, to the millisecond', async () => {
  const { email, totpSecret } = await newcomer({ mfa: true });
  const early = expectOk(await signIn(email));
  clock.advance(10 * MINUTE - 1);
  expect(await findPendingSignIn(visitor(), early.token)).not.toBeNull();
  clock.advance(1);
  const late = { pendingToken: early.token, method: 'totp', code: codeOf(totpSecret) } as const;
  expect(await completeSignIn(visitor(), late)).toEqual({ ok: false, error: { code: 'SIGN_IN_EXPIRED' } });
});

test('deactivation ends a begun sign-in and every session at once', async () => {
  const { email, personId, totpSecret } = await newcomer({ mfa: true });
  const first = expectOk(await signIn(email));
  const input = { method: 'totp', code: codeOf(totpSecret) } as const;
  const session = expectOk(await completeSignIn(visitor(), { ...input, pendingToken: first.token }));
  const second = expectOk(await signIn(email));
  expectOk(await deactivatePerson(machine, { companyId, personId }));
  expect(await live(session)).toBeNull();
  expect(await completeSignIn(visitor(), { ...input, pendingToken: second.token })).toMatchObject({
    error: { code: 'SIGN_IN_EXPIRED' },
  });
});

test('signing out ends the session for every copy of its cookie, and twice is no error', async () => {
  const { email, personId } = await newcomer();
  const step = expectOk(await signIn(email));
  const actor = (await live(step))?.actor;
  if (actor === undefined) throw new Error('not signed in');
  expectOk(await endSession(contextFor(actor, clock)));
  expect(await live(step)).toBeNull();
  expectOk(await endSession(contextFor(actor, clock)));
  expect((await auditOf(personId)).filter((kind) => kind === 'person.signed_out')).toHaveLength(1);
});

test('a session ends without use, and at its age however busy', async () => {
  const { email } = await newcomer();
  const idle = expectOk(await signIn(email));
  const busy = expectOk(await signIn(email));
  for (let minutes = 0; minutes < 24 * 60 - 30; minutes += 30) {
    clock.advance(30 * MINUTE);
    expect(await live(busy)).not.toBeNull();
    await seen(busy);
  }
  expect(await live(idle)).toBeNull();
  clock.advance(30 * MINUTE - 1);
  expect(await live(busy)).not.toBeNull();
  clock.advance(1);
  expect(await live(busy)).toBeNull();
});

/** The visit is noted without anybody waiting for it; here somebody does. */
async function seen(step: SignInStep): Promise<void> {
  await expect
    .poll(async () => (await database().session.count({ where: { lastSeenAt: new Date(clock.now()) } })) > 0, {
      interval: 5,
    })
    .toBe(true);
  expect(step.token).toHaveLength(43);
}

test("an administrator's session is over after half an hour without use", async () => {
  const { email } = await newcomer({ isAdministrator: true });
  const step = expectOk(await signIn(email));
  clock.advance(HOUR / 2 - 1);
  const other = expectOk(await signIn(email));
  clock.advance(1);
  expect(await live(step)).toBeNull();
  expect(await live(other)).not.toBeNull();
});
