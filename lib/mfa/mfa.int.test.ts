import { generateSync } from 'otplib';
import { beforeAll, expect, test } from 'vitest';
import { addPerson } from '@/lib/accounts/commands/add-person';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import type { LiveSession } from '@/lib/accounts/dto';
import { findLiveSession } from '@/lib/accounts/queries';
import { MINUTE, SECOND } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { untilSomebodyWaits } from '@/test/support/lock-wait';
import { fillPasswordQueue } from '@/test/support/password-threads';
import { contextFor, expectOk, makeCompany } from '@/test/support/scene';
import { beginEnrolment } from './commands/begin-enrolment';
import { confirmEnrolment } from './commands/confirm-enrolment';
import { confirmIdentity } from './commands/confirm-identity';
import { disableMfa } from './commands/disable-mfa';
import { findEnrolmentView, findOwnMfa } from './queries';

const PASSWORD = 'seven quiet herons';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const machine = contextFor({ kind: 'system', name: 'setup' }, clock);
const visitor = contextFor({ kind: 'anonymous' }, clock);
let companyId = '';
let count = 0;

async function sessionOf(token: string): Promise<LiveSession> {
  const session = await findLiveSession(database(), clock, token);
  if (session === null) throw new Error('not signed in');
  return session;
}

async function newcomer() {
  count += 1;
  const email = `mfa-${count}@northwind.example`;
  const person = { companyId, name: 'Dana', email, password: PASSWORD, hasKeyManagement: true, isAdministrator: false };
  const { personId } = expectOk(await addPerson(machine, person));
  return { email, personId };
}

const signIn = async (email: string) =>
  expectOk(await signInWithPassword(visitor, { email, password: PASSWORD })).token;
const ctxOf = ({ actor }: LiveSession) => contextFor(actor, clock);
const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(clock.now() / SECOND) });

/** Somebody signed in who has begun and sees the secret. */
async function begun() {
  const person = await newcomer();
  const token = await signIn(person.email);
  const session = await sessionOf(token);
  expectOk(await beginEnrolment(ctxOf(session), { password: null }));
  const view = await findEnrolmentView(ctxOf(session));
  if (view === null) throw new Error('nothing to show');
  return { ...person, token, session, secret: view.secret };
}

/** The same, confirmed, with the session's new token. */
async function enrolled() {
  const scene = await begun();
  const answer = expectOk(await confirmEnrolment(ctxOf(scene.session), { code: codeOf(scene.secret) }));
  clock.advance(MINUTE);
  return { ...scene, ...answer, session: await sessionOf(answer.sessionToken) };
}

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

test('one right code switches MFA on and gives ten recovery codes, of which only hashes stay', async () => {
  const { session, personId, recoveryCodes, secret } = await enrolled();
  expect(session.actor.hasMfa).toBe(true);
  expect(session.mfaAt).not.toBeNull();
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await findOwnMfa(ctxOf(session))).toMatchObject({ unusedRecoveryCodes: 10 });
  expect(await findEnrolmentView(ctxOf(session))).toBeNull();
  const row = await database().person.findUniqueOrThrow({ where: { id: personId } });
  expect(Buffer.from(row.totpSecret ?? []).includes(secret)).toBe(false);
});

test('the secret has 160 bits and stays the same until it expires', async () => {
  const { session, secret } = await begun();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expectOk(await beginEnrolment(ctxOf(session), { password: null }));
  expect((await findEnrolmentView(ctxOf(session)))?.secret).toBe(secret);
  clock.advance(15 * MINUTE);
  expect(await findEnrolmentView(ctxOf(session))).toBeNull();
  expect(await confirmEnrolment(ctxOf(session), { code: codeOf(secret) })).toMatchObject({
    error: { code: 'ENROLMENT_EXPIRED' },
  });
});

test('a wrong code changes nothing and is counted', async () => {
  const { session } = await begun();
  const ctx = ctxOf(session);
  for (let round = 0; round < 5; round += 1) {
    expect(await confirmEnrolment(ctx, { code: '000000' })).toMatchObject({ error: { code: 'CODE_WRONG' } });
  }
  expect(await confirmEnrolment(ctx, { code: '000000' })).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } });
  expect(await findOwnMfa(ctx)).toMatchObject({ enabledAt: null });
});

test('switching on gives the session a new token and ends every other sign-in', async () => {
  const scene = await begun();
  const other = await signIn(scene.email);
  const answer = expectOk(await confirmEnrolment(ctxOf(scene.session), { code: codeOf(scene.secret) }));
  expect(await findLiveSession(database(), clock, scene.token)).toBeNull();
  expect(await findLiveSession(database(), clock, other)).toBeNull();
  expect((await sessionOf(answer.sessionToken)).sessionId).toBe(scene.session.sessionId);
});

test('the code that confirmed signs nobody in afterwards', async () => {
  const scene = await begun();
  const code = codeOf(scene.secret);
  expectOk(await confirmEnrolment(ctxOf(scene.session), { code }));
  const pendingToken = await signIn(scene.email);
  expect(await completeSignIn(visitor, { pendingToken, method: 'totp', code })).toMatchObject({
    error: { code: 'CODE_USED' },
  });
});

test('five minutes after signing in, enrolling asks for the password', async () => {
  const { email } = await newcomer();
  const session = await sessionOf(await signIn(email));
  const ctx = ctxOf(session);
  clock.advance(5 * MINUTE);
  expect(await beginEnrolment(ctx, { password: null })).toMatchObject({ error: { code: 'PASSWORD_NEEDED' } });
  expect(await beginEnrolment(ctx, { password: 'eight quiet herons' })).toMatchObject({
    error: { code: 'PASSWORD_WRONG' },
  });
  expectOk(await beginEnrolment(ctx, { password: PASSWORD }));
  expect(await findEnrolmentView(ctx)).not.toBeNull();
});

test('the password gives the session a new token, so that a copy of its cookie does not see the secret', async () => {
  const { email } = await newcomer();
  const token = await signIn(email);
  const session = await sessionOf(token);
  clock.advance(5 * MINUTE);
  const begun = expectOk(await beginEnrolment(ctxOf(session), { password: PASSWORD }));
  expect(await findLiveSession(database(), clock, token)).toBeNull();
  const renewed = await sessionOf(begun?.sessionToken ?? '');
  expect(renewed).toMatchObject({ sessionId: session.sessionId, passwordAt: clock.now() });
});

test('a session that ends while its request waits begins nothing', async () => {
  const { email, personId } = await newcomer();
  const session = await sessionOf(await signIn(email));
  const { waiting } = await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
    const asked = beginEnrolment(ctxOf(session), { password: null });
    await untilSomebodyWaits();
    await tx.session.update({ where: { id: session.sessionId }, data: { endedAt: new Date(clock.now()) } });
    return { waiting: asked };
  });
  expect(await waiting).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
});

test('a password that could not be checked counts as no try', async () => {
  const { email } = await newcomer();
  const ctx = ctxOf(await sessionOf(await signIn(email)));
  clock.advance(5 * MINUTE);
  const makeRoom = fillPasswordQueue();
  for (let round = 0; round < 6; round += 1) {
    expect(await beginEnrolment(ctx, { password: PASSWORD })).toEqual({ ok: false, error: { code: 'BUSY' } });
  }
  makeRoom();
  expectOk(await beginEnrolment(ctx, { password: PASSWORD }));
});

test.each([0, 6])('a session from %d minutes before neither sees the secret nor confirms it', async (minutes) => {
  const { email } = await newcomer();
  const old = await sessionOf(await signIn(email));
  clock.advance(minutes * MINUTE);
  const fresh = await sessionOf(await signIn(email));
  expectOk(await beginEnrolment(ctxOf(fresh), { password: null }));
  const view = await findEnrolmentView(ctxOf(fresh));
  expect(await findEnrolmentView(ctxOf(old))).toBeNull();
  const stolen = await confirmEnrolment(ctxOf(old), { code: codeOf(view?.secret ?? '') });
  expect(stolen).toMatchObject({ error: { code: 'ENROLMENT_EXPIRED' } });
});

test('two confirmations at once switch on once', async () => {
  const { session, secret } = await begun();
  const code = codeOf(secret);
  const answers = await Promise.all([1, 2, 3].map(() => confirmEnrolment(ctxOf(session), { code })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await findOwnMfa(ctxOf(session))).toMatchObject({ unusedRecoveryCodes: 10 });
});

test('switching off takes a fresh code, removes everything and ends other sign-ins', async () => {
  const { session, personId, secret, email, recoveryCodes } = await enrolled();
  const ctx = ctxOf(session);
  const pendingToken = await signIn(email);
  const other = expectOk(
    await completeSignIn(visitor, { pendingToken, method: 'recovery_code', code: recoveryCodes[0] ?? '' }),
  );
  expect(await disableMfa(ctx, { code: '000000' })).toMatchObject({ error: { code: 'CODE_WRONG' } });
  const { sessionToken } = expectOk(await disableMfa(ctx, { code: codeOf(secret) }));
  expect(await sessionOf(sessionToken)).toMatchObject({ mfaAt: null, actor: { hasMfa: false } });
  expect(await findLiveSession(database(), clock, other.token)).toBeNull();
  expect(await database().recoveryCode.count({ where: { personId } })).toBe(0);
  expect(await disableMfa(ctx, { code: codeOf(secret) })).toMatchObject({ error: { code: 'MFA_IS_OFF' } });
  const kinds = await database().auditEvent.findMany({ where: { personId }, select: { kind: true } });
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mfa.enabled', 'mfa.disabled']));
});

test('a code that signed in does not switch off', async () => {
  const { email, secret } = await enrolled();
  const code = codeOf(secret);
  const pendingToken = await signIn(email);
  const step = expectOk(await completeSignIn(visitor, { pendingToken, method: 'totp', code }));
  expect(await disableMfa(ctxOf(await sessionOf(step.token)), { code })).toMatchObject({
    error: { code: 'CODE_USED' },
  });
});

test('confirming with a code makes the session fresh under a new token, and ends no other sign-in', async () => {
  const { session, secret, email, sessionToken } = await enrolled();
  clock.advance(10 * MINUTE);
  const elsewhere = expectOk(await signInWithPassword(visitor, { email, password: PASSWORD }));
  const proof = { pendingToken: elsewhere.token, method: 'totp', code: codeOf(secret) } as const;
  const other = expectOk(await completeSignIn(visitor, proof));
  clock.advance(MINUTE);
  const confirmed = expectOk(await confirmIdentity(ctxOf(session), { code: codeOf(secret) }));
  expect((await sessionOf(confirmed.sessionToken)).mfaAt).toBe(clock.now());
  expect(await findLiveSession(database(), clock, sessionToken)).toBeNull();
  expect(await findLiveSession(database(), clock, other.token)).not.toBeNull();
});

test('a code confirms once: of ten at once exactly one does', async () => {
  const { session, secret } = await enrolled();
  const code = codeOf(secret);
  const answers = await Promise.all(Array.from({ length: 10 }, () => confirmIdentity(ctxOf(session), { code })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
});

test('the password confirms only somebody without MFA', async () => {
  const person = await newcomer();
  const session = await sessionOf(await signIn(person.email));
  clock.advance(10 * MINUTE);
  const confirmed = expectOk(await confirmIdentity(ctxOf(session), { password: PASSWORD }));
  expect((await sessionOf(confirmed.sessionToken)).passwordAt).toBe(clock.now());
  expect(await confirmIdentity(ctxOf(session), { password: 'seven loud herons' })).toMatchObject({
    error: { code: 'PASSWORD_WRONG' },
  });
  const withMfa = await enrolled();
  expect(await confirmIdentity(ctxOf(withMfa.session), { password: PASSWORD })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
});
