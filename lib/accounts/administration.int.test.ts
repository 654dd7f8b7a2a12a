import { beforeEach, describe, expect, test } from 'vitest';
import { requestAccess } from '@/lib/access/commands/request-access';
import type { PersonActor } from '@/lib/authz/actor';
import { toDate } from '@/lib/kernel/instant';
import type { Result } from '@/lib/kernel/result';
import { resetMfaOf } from '@/lib/mfa/commands/reset-mfa';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { auditKinds, findSession, mailKinds, makeAccount, signIn, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { makeAdministrator, unmakeAdministrator } from './commands/change-administrator';
import { grantKeyManagement, withdrawKeyManagement } from './commands/change-key-management';
import { deactivatePerson } from './commands/deactivate-person';
import { invitePerson, resendInvitation, withdrawInvitation } from './commands/invite-person';
import { makePrimaryContact } from './commands/make-primary-contact';
import { reactivatePerson } from './commands/reactivate-person';
import { requestPasswordReset } from './commands/request-password-reset';
import { startPasswordReset } from './commands/start-password-reset';
import type { PersonScope } from './store';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let boss: PersonActor;
let administrator: Ctx;

beforeEach(async () => {
  companyId = await makeCompany(clock);
  boss = await makePerson(clock, companyId, { isAdministrator: true });
  administrator = contextFor(boss, clock);
});

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const scopeOf = ({ id }: { id: string }): PersonScope => ({ companyId, personId: id });
const rowOf = (id: string) => database().person.findUniqueOrThrow({ where: { id } });
const newcomer = (traits?: Parameters<typeof makePerson>[2]) => makePerson(clock, companyId, traits);
const invitee = (email: string, isAdministrator = false) => ({
  name: 'Nils Holm',
  email,
  hasKeyManagement: true,
  isAdministrator,
});

type Command = (ctx: Ctx, scope: PersonScope) => Promise<Result<unknown, { code: string }>>;

/** What each needs to find before it succeeds. */
const COMMANDS: [string, Command, (id: string) => Promise<unknown>][] = [
  ['deactivate', deactivatePerson, async () => undefined],
  ['reactivate', reactivatePerson, (id) => change(id, { deactivatedAt: toDate(clock.now()) })],
  ['grant key management', grantKeyManagement, (id) => change(id, { hasKeyManagement: false })],
  ['withdraw key management', withdrawKeyManagement, async () => undefined],
  ['make administrator', makeAdministrator, async () => undefined],
  ['unmake administrator', unmakeAdministrator, (id) => change(id, { isAdministrator: true })],
  ['make primary contact', makePrimaryContact, async () => undefined],
  ['start a password reset', startPasswordReset, (id) => change(id, { passwordHash: 'x' })],
  ['reset MFA', resetMfaOf, async () => undefined],
  ['send an invitation', resendInvitation, async () => undefined],
];

const change = (id: string, data: Parameters<ReturnType<typeof database>['person']['update']>[0]['data']) =>
  database().person.update({ where: { id }, data });

describe.each(COMMANDS)('%s', (_, command, prepare) => {
  test('is for active administrators of the company with MFA, as they are under the lock, and nobody else', async () => {
    const target = await newcomer();
    await prepare(target.id);
    const before = await rowOf(target.id);
    const unmade = await newcomer({ isAdministrator: true });
    await change(unmade.id, { isAdministrator: false });
    const gone = await newcomer({ isAdministrator: true });
    await change(gone.id, { deactivatedAt: toDate(clock.now()) });
    const bare = await newcomer({ isAdministrator: true });
    await change(bare.id, { mfaEnabledAt: null, totpSecret: null, secretId: null });
    const others = [
      await newcomer(),
      await newcomer({ isAdministrator: true, hasMfa: false }),
      await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
      unmade,
      gone,
      bare,
    ];
    const events = await database().auditEvent.count({ where: { personId: target.id } });
    for (const other of others) {
      expect(codeOf(await command(contextFor(other, clock), scopeOf(target)))).toBe('NOT_FOUND');
    }
    expect(await rowOf(target.id)).toEqual(before);
    expect(await database().auditEvent.count({ where: { personId: target.id } })).toBe(events);
    expect(codeOf(await command(administrator, scopeOf(target)))).toBe('ok');
    expect(await database().auditEvent.count({ where: { personId: target.id, actorId: boss.id } })).toBe(1);
  });

  test('finds nobody of another company', async () => {
    const foreign = await makePerson(clock, await makeCompany(clock));
    await prepare(foreign.id);
    const before = await rowOf(foreign.id);
    expect(codeOf(await command(administrator, scopeOf(foreign)))).toBe('NOT_FOUND');
    expect(codeOf(await command(administrator, { companyId: foreign.companyId, personId: foreign.id }))).toBe(
      'NOT_FOUND',
    );
    expect(await rowOf(foreign.id)).toEqual(before);
  });
});

describe.each([
  ['deactivate', deactivatePerson, async () => undefined],
  ['reactivate', reactivatePerson, (id: string) => change(id, { deactivatedAt: toDate(clock.now()) })],
  ['grant key management', grantKeyManagement, (id: string) => change(id, { hasKeyManagement: false })],
  ['withdraw key management', withdrawKeyManagement, async () => undefined],
  ['make administrator', makeAdministrator, async () => undefined],
  ['make primary contact', makePrimaryContact, async () => undefined],
] as [string, Command, (id: string) => Promise<unknown>][])('%s', (_, command, prepare) => {
  test('of six at once exactly one changes and audits, and the others read CONFLICT', async () => {
    const target = await newcomer();
    await prepare(target.id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => command(administrator, scopeOf(target))));
    expect(answers.map(codeOf).sort()).toEqual([...Array(5).fill('CONFLICT'), 'ok']);
    expect(await database().auditEvent.count({ where: { personId: target.id } })).toBe(1);
  });
});

test('of two administrators who unmake each other at once, one stays, twenty times', async () => {
  for (let round = 0; round < 20; round += 1) {
    companyId = await makeCompany(clock);
    const [one, other] = [await newcomer({ isAdministrator: true }), await newcomer({ isAdministrator: true })];
    const answers = await Promise.all([
      unmakeAdministrator(contextFor(one, clock), scopeOf(other)),
      unmakeAdministrator(contextFor(other, clock), scopeOf(one)),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(['NOT_FOUND', 'ok']);
    expect(await database().person.count({ where: { companyId, isAdministrator: true } })).toBe(1);
  }
});

test('of two administrators who unmake or deactivate themselves at once, one stays', async () => {
  const other = await newcomer({ isAdministrator: true });
  const answers = await Promise.all([
    unmakeAdministrator(administrator, scopeOf(boss)),
    deactivatePerson(contextFor(other, clock), scopeOf(other)),
  ]);
  expect(answers.map(codeOf).sort()).toEqual(['LAST_ADMINISTRATOR', 'ok']);
});

test('an administrator who has only been invited is nobody to leave a company to', async () => {
  const { id } = expectOk(await invitePerson(administrator, invitee('nils.one@northwind.example', true)));
  expect(codeOf(await unmakeAdministrator(administrator, scopeOf(boss)))).toBe('LAST_ADMINISTRATOR');
  expect(codeOf(await deactivatePerson(administrator, scopeOf(boss)))).toBe('LAST_ADMINISTRATOR');
  await change(id, { passwordHash: 'x' });
  expectOk(await unmakeAdministrator(administrator, scopeOf(boss)));
});

test('deactivating ends sign-ins and reset links; reactivating brings neither back', async () => {
  const account = await makeAccount(clock, companyId);
  const session = await signIn(clock, account);
  expectOk(await requestPasswordReset(visitor(clock), { email: account.email }));
  expectOk(await deactivatePerson(administrator, scopeOf({ id: account.personId })));
  expect(await findSession(clock, session)).toBeNull();
  expectOk(await reactivatePerson(administrator, scopeOf({ id: account.personId })));
  expect(await findSession(clock, session)).toBeNull();
  expect(await database().accountToken.count({ where: { personId: account.personId } })).toBe(0);
  expect(await findSession(clock, await signIn(clock, account))).not.toBeNull();
  expect(await auditKinds(account.personId)).toEqual(
    expect.arrayContaining(['person.deactivated', 'person.reactivated']),
  );
});

test('granting key management answers the request that waits, once, and tells the person', async () => {
  const person = await newcomer({ hasKeyManagement: false });
  expectOk(await requestAccess(contextFor(person, clock), { reason: 'Nightly export' }));
  expectOk(await grantKeyManagement(administrator, scopeOf(person)));
  expect(await database().accessRequest.findMany({ where: { personId: person.id } })).toMatchObject([
    { state: 'GRANTED', answeredById: boss.id },
  ]);
  expect(await mailKinds(person.id)).toEqual(['access.granted']);
  expect(await auditKinds(person.id)).toEqual(['access.requested', 'access.granted', 'person.key_management_granted']);
});

test('nobody grants key management to themselves, and anybody may give it up', async () => {
  await change(boss.id, { hasKeyManagement: false });
  expect(codeOf(await grantKeyManagement(administrator, scopeOf(boss)))).toBe('OWN_ACCOUNT');
  await change(boss.id, { hasKeyManagement: true });
  expectOk(await withdrawKeyManagement(administrator, scopeOf(boss)));
});

test('an administrator starts a password reset and neither sees nor chooses the password', async () => {
  const account = await makeAccount(clock, companyId);
  const session = await signIn(clock, account);
  const before = await rowOf(account.personId);
  const answer = expectOk(await startPasswordReset(administrator, scopeOf({ id: account.personId })));
  expect(Object.keys(answer)).toEqual(['id', 'name']);
  expect(await rowOf(account.personId)).toEqual(before);
  expect(await findSession(clock, session)).not.toBeNull();
  expect(await mailKinds(account.personId)).toEqual(['password.reset_started']);
  expect(codeOf(await startPasswordReset(administrator, scopeOf(boss)))).toBe('OWN_ACCOUNT');
  expect(codeOf(await startPasswordReset(administrator, scopeOf(await newcomer())))).toBe('NOT_ACCEPTED');
});

test('resetting MFA ends every sign-in, and enrolling needs the mailed link', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const session = await signIn(clock, account);
  expectOk(await resetMfaOf(administrator, scopeOf({ id: account.personId })));
  expect(await findSession(clock, session)).toBeNull();
  expect(await rowOf(account.personId)).toMatchObject({ mfaEnabledAt: null, totpSecret: null });
  const owed = { personId: account.personId, kind: 'MFA_ENROLMENT', usedAt: null } as const;
  expect(await database().accountToken.count({ where: owed })).toBe(1);
  expect(await mailKinds(account.personId)).toContain('account.mfa_link');
  // Asked again while the link is unused, there is one link, another one.
  expectOk(await resetMfaOf(administrator, scopeOf({ id: account.personId })));
  expect(await database().accountToken.count({ where: owed })).toBe(1);
  expect(codeOf(await resetMfaOf(administrator, scopeOf(boss)))).toBe('OWN_ACCOUNT');
  expect(codeOf(await resetMfaOf(administrator, scopeOf(await newcomer({ hasMfa: false }))))).toBe('MFA_IS_OFF');
});

test('the primary contact is somebody active who has come', async () => {
  const person = await newcomer();
  const { id } = expectOk(await invitePerson(administrator, invitee('nils.two@northwind.example')));
  expect(codeOf(await makePrimaryContact(administrator, scopeOf({ id })))).toBe('NOT_ACCEPTED');
  expectOk(await makePrimaryContact(administrator, scopeOf(person)));
  expect(await database().company.findUniqueOrThrow({ where: { id: companyId } })).toMatchObject({
    primaryContactId: person.id,
  });
  await change(person.id, { deactivatedAt: toDate(clock.now()) });
  expect(codeOf(await makePrimaryContact(administrator, scopeOf(person)))).toBe('DEACTIVATED');
});

describe('an invitation', () => {
  test('that is withdrawn leaves nobody, and frees the address', async () => {
    const email = 'nils.three@northwind.example';
    const { id } = expectOk(await invitePerson(administrator, invitee(email)));
    expect(codeOf(await invitePerson(administrator, invitee(email.toUpperCase())))).toBe('EMAIL_TAKEN');
    expectOk(await withdrawInvitation(administrator, scopeOf({ id })));
    expect(await database().person.count({ where: { id } })).toBe(0);
    expect(await auditKinds(id)).toEqual(['person.invited', 'person.invitation_withdrawn']);
    expectOk(await invitePerson(administrator, invitee(email)));
  });

  test('that was answered is not withdrawn and not sent again', async () => {
    const { id } = expectOk(await invitePerson(administrator, invitee('nils.four@northwind.example')));
    await change(id, { passwordHash: 'x' });
    expect(codeOf(await withdrawInvitation(administrator, scopeOf({ id })))).toBe('ACCEPTED');
    expect(codeOf(await resendInvitation(administrator, scopeOf({ id })))).toBe('ACCEPTED');
  });

  test('is withdrawn by administrators of the company alone', async () => {
    const { id } = expectOk(await invitePerson(administrator, invitee('nils.five@northwind.example')));
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    for (const other of [await newcomer(), stranger]) {
      expect(codeOf(await withdrawInvitation(contextFor(other, clock), scopeOf({ id })))).toBe('NOT_FOUND');
      expect(codeOf(await invitePerson(contextFor(await newcomer(), clock), invitee('x@northwind.example')))).toBe(
        'NOT_FOUND',
      );
    }
    expectOk(await withdrawInvitation(administrator, scopeOf({ id })));
  });

  test('of one address sent twice at once makes one person', async () => {
    const both = [1, 2].map(() => invitePerson(administrator, invitee('nils.six@northwind.example')));
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['EMAIL_TAKEN', 'ok']);
  });
});
