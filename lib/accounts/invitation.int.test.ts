import { beforeAll, expect, test } from 'vitest';
import { HOUR } from '@/lib/kernel/instant';
import { deliverDue } from '@/lib/mail/deliver';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import type { Letter } from '@/lib/platform/mailer';
import { tokenHash } from '@/lib/platform/token-hash';
import { auditKinds, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { acceptInvitation } from './commands/accept-invitation';
import { deactivatePerson } from './commands/deactivate-person';
import { invitePerson, resendInvitation, withdrawInvitation } from './commands/invite-person';
import { reactivatePerson } from './commands/reactivate-person';
import { resetPassword } from './commands/reset-password';
import { signInWithPassword } from './commands/sign-in-with-password';
import { findInvitationLink } from './own-account-queries';

const PASSWORD = 'nine loud egrets';
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const spent = { ok: false, error: { code: 'LINK_SPENT' } };
let companyId = '';
let administrator: Ctx;
let invitations = 0;

beforeAll(async () => {
  companyId = await makeCompany(clock);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
});

async function mailed(): Promise<Letter[]> {
  const letters: Letter[] = [];
  const mailer = async (letter: Letter) => void letters.push(letter);
  while ((await deliverDue({ db: database(), clock, mailer, consoleUrl: 'https://keys.northwind.example' })) > 0);
  return letters;
}

async function tokenFor(email: string): Promise<string> {
  const letter = (await mailed()).filter(({ to }) => to === email).at(-1);
  return /\/invite\/([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
}

async function invite() {
  invitations += 1;
  const email = `invited.${invitations}@northwind.example`;
  const input = { name: 'Nils Holm', email, hasKeyManagement: true, isAdministrator: false };
  const { id } = expectOk(await invitePerson(administrator, input));
  return { email, scope: { companyId, personId: id }, token: await tokenFor(email) };
}

const accept = (token: string, password = PASSWORD) => acceptInvitation(visitor(clock), { token, password });

test('the mailed link lets the invited person choose a password, and sign in with it', async () => {
  const { email, scope, token } = await invite();
  expect(token).toMatch(/^[\w-]{43}$/);
  expectOk(await accept(token));
  expect((await signInWithPassword(visitor(clock), { email, password: PASSWORD })).ok).toBe(true);
  expect(await auditKinds(scope.personId)).toEqual(
    expect.arrayContaining(['person.invited', 'person.invitation_accepted']),
  );
});

test('the letter names who invites, to what, and until when', async () => {
  await mailed();
  invitations += 1;
  const email = `invited.${invitations}@northwind.example`;
  expectOk(await invitePerson(administrator, { name: 'Nils', email, hasKeyManagement: false, isAdministrator: false }));
  const [letter] = await mailed();
  expect(letter).toMatchObject({ to: email, subject: 'Dana Whitfield invites you to Keydesk' });
  expect(letter?.text).toContain('where Northwind keeps its API keys');
  expect(letter?.text).toContain('until Nov 24, 2026, 6:00 AM CT');
});

test('the token is stored as a hash only', async () => {
  const { scope, token } = await invite();
  const row = await database().accountToken.findFirstOrThrow({ where: { personId: scope.personId } });
  expect(Buffer.from(row.tokenHash)).toEqual(Buffer.from(tokenHash(token)));
  const mails = await database().outboxMail.findMany({ where: { personId: scope.personId } });
  expect(JSON.stringify([row, mails])).not.toContain(token);
});

test('looking at a link consumes nothing, answering does', async () => {
  const { email, token } = await invite();
  for (let look = 0; look < 3; look += 1) {
    expect(await findInvitationLink(visitor(clock), token)).toMatchObject({ email, companyName: 'Northwind' });
  }
  expectOk(await accept(token));
  expect(await findInvitationLink(visitor(clock), token)).toBeNull();
  expect(await accept(token)).toEqual(spent);
});

test('of six answers to one link at once, exactly one wins', async () => {
  const { email, token } = await invite();
  const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => accept(token, `${PASSWORD} ${index}`)));
  const winners = answers.flatMap((answer, index) => (answer.ok ? [index] : []));
  expect(winners).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok)).toEqual(Array(5).fill(spent));
  const password = `${PASSWORD} ${winners[0]}`;
  expect((await signInWithPassword(visitor(clock), { email, password })).ok).toBe(true);
});

test('a link is good for 72 hours, to the millisecond', async () => {
  const { token } = await invite();
  clock.advance(72 * HOUR - 1);
  expect(await findInvitationLink(visitor(clock), token)).not.toBeNull();
  clock.advance(1);
  expect(await findInvitationLink(visitor(clock), token)).toBeNull();
  expect(await accept(token)).toEqual(spent);
});

test('another link voids the one before', async () => {
  const { email, scope, token } = await invite();
  expectOk(await resendInvitation(administrator, scope));
  const second = await tokenFor(email);
  expect(await accept(token)).toEqual(spent);
  expectOk(await accept(second));
});

test('a withdrawn invitation and that of somebody deactivated let nobody in', async () => {
  const withdrawn = await invite();
  expectOk(await withdrawInvitation(administrator, withdrawn.scope));
  expect(await accept(withdrawn.token)).toEqual(spent);
  const gone = await invite();
  expectOk(await deactivatePerson(administrator, gone.scope));
  expect(await accept(gone.token)).toEqual(spent);
  expectOk(await reactivatePerson(administrator, gone.scope));
  expectOk(await accept(gone.token));
});

test('withdrawn while it is answered, one of both happens whole', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { scope, token } = await invite();
    const [accepted, withdrawn] = await Promise.all([accept(token), withdrawInvitation(administrator, scope)]);
    expect([accepted.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1);
    const left = await database().person.findUnique({ where: { id: scope.personId } });
    expect(left?.passwordHash !== undefined && left?.passwordHash !== null).toBe(accepted.ok);
  }
});

test('a refused password leaves the link as it was, and an invitation resets no password', async () => {
  const { token } = await invite();
  expect(await accept(token, 'northwind')).toEqual({ ok: false, error: { code: 'PASSWORD', problem: 'CONTEXT' } });
  expect(await resetPassword(visitor(clock), { token, password: PASSWORD })).toEqual(spent);
  expectOk(await accept(token));
});
