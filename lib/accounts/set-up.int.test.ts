import { beforeEach, expect, test } from 'vitest';
import { HOUR } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk } from '@/test/support/scene';
import { createSetupLink } from './commands/create-setup-link';
import { setUpInstallation } from './commands/set-up-installation';
import { signInWithPassword } from './commands/sign-in-with-password';
import { findLiveSession, findSetupState, findSignInFrame } from './queries';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const machine = contextFor({ kind: 'system', name: 'setup' }, clock);
const visitor = contextFor({ kind: 'anonymous' }, clock);
const administrator = { name: 'Dana Whitfield', email: 'dana@northwind.example', password: 'seven quiet herons' };
const company = { name: 'Northwind Numbering', timeZone: 'America/Chicago', helpDesk: '844.HEY.SOMOS' };
const setUp = (token: string | null, ctx = visitor) =>
  setUpInstallation(ctx, { token, isDemo: false, company, administrator });
const newLink = async () => expectOk(await createSetupLink(machine)).token;

beforeEach(async () => {
  // The audit stays, as it must; everything else goes.
  await database().$executeRaw`DELETE FROM session`;
  await database().$executeRaw`UPDATE company SET primary_contact_id = NULL`;
  await database().$executeRaw`DELETE FROM person`;
  await database().$executeRaw`DELETE FROM key_policy`;
  await database().$executeRaw`DELETE FROM company`;
  await database().$executeRaw`DELETE FROM setup_link`;
});

test('the link makes the company, its policy and its first administrator, who signs in', async () => {
  const done = expectOk(await setUp(await newLink()));
  expect(done.slug).toBe('northwind-numbering');
  const step = expectOk(await signInWithPassword(visitor, administrator));
  const session = await findLiveSession(database(), clock, step.token);
  expect(session?.actor).toMatchObject({ isAdministrator: true, isInstallationOperator: true, hasKeyManagement: true });
  expect(await findSignInFrame(visitor)).toEqual({ companyName: company.name, helpDesk: company.helpDesk });
  const stored = await database().company.findUnique({ where: { id: done.companyId }, include: { policy: true } });
  expect(stored?.primaryContactId).toBe(done.personId);
  expect(stored?.policy).not.toBeNull();
  const kinds = await database().auditEvent.findMany({ where: { chain: done.companyId }, orderBy: { seq: 'asc' } });
  expect(kinds.map(({ kind }) => kind)).toEqual(['company.created', 'person.created', 'person.signed_in']);
});

test('looking at the link consumes nothing, using it does', async () => {
  const token = await newLink();
  for (let look = 0; look < 3; look += 1) expect(await findSetupState(visitor, token)).toBe('READY');
  expectOk(await setUp(token));
  expect(await findSetupState(visitor, token)).toBe('ALREADY_SET_UP');
  expect(await setUp(token)).toMatchObject({ ok: false });
});

test('of many who use the link at once, one makes the company', async () => {
  const token = await newLink();
  const answers = await Promise.all(Array.from({ length: 8 }, () => setUp(token)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await database().company.count()).toBe(1);
});

test('a new link voids the one before', async () => {
  const first = await newLink();
  const second = await newLink();
  expect(await findSetupState(visitor, first)).toBe('LINK_SPENT');
  expect(await setUp(first)).toEqual({ ok: false, error: { code: 'LINK_SPENT' } });
  expect((await setUp(second)).ok).toBe(true);
});

test('a link is good for an hour, to the millisecond', async () => {
  const token = await newLink();
  clock.advance(HOUR - 1);
  expect(await findSetupState(visitor, token)).toBe('READY');
  clock.advance(1);
  expect(await findSetupState(visitor, token)).toBe('LINK_SPENT');
  expect(await setUp(token)).toEqual({ ok: false, error: { code: 'LINK_SPENT' } });
});

test('a refused password leaves the link as it was', async () => {
  const token = await newLink();
  const weak = { ...administrator, password: 'northwind' };
  const refused = await setUpInstallation(visitor, { token, isDemo: false, company, administrator: weak });
  expect(refused).toEqual({ ok: false, error: { code: 'PASSWORD', problem: 'CONTEXT' } });
  expect(await findSetupState(visitor, token)).toBe('READY');
});

test('without a link only the machine sets up', async () => {
  expect(await setUp(null)).toEqual({ ok: false, error: { code: 'LINK_SPENT' } });
  expect(await createSetupLink(visitor)).toEqual({ ok: false, error: { code: 'NOT_ALLOWED' } });
  expect((await setUp(null, machine)).ok).toBe(true);
  expect(await createSetupLink(machine)).toEqual({ ok: false, error: { code: 'ALREADY_SET_UP' } });
});
