import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { LiveSession } from '@/lib/accounts/dto';
import { MINUTE, toInstant } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { log } from '@/lib/platform/log';
import { findPolicy } from '@/lib/policy/queries';
import { revisionOf } from '@/lib/policy/revision';
import { settingsOf, writeDraft } from '@/lib/policy/settings';
import { actions } from '@/lib/web/define-action';
import { FixedClock } from '@/test/support/fixed-clock';
import { liveSessionOf } from '@/test/support/live-session';
import { makeCompany, makePerson } from '@/test/support/scene';

/** Every server action there is, found by its file: one that is not defined by `defineAction` would be unguarded. */
const modules = import.meta.glob<Record<string, unknown>>('./**/actions.ts', { eager: true });

const ORIGIN = 'http://localhost:3000';
let origin: string | null;
let session: LiveSession | Error | null;

vi.mock('next/headers', () => ({
  headers: async () => new Headers(origin === null ? {} : { origin }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));
vi.mock('@/lib/web/session', () => ({
  currentSession: async () => {
    if (session instanceof Error) throw session;
    return session;
  },
  requireSession: async () => {
    throw new Error('signed out');
  },
}));

beforeEach(() => {
  origin = ORIGIN;
  session = null;
});

const answer = async (name: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  return actions.get(name)?.action(null, form);
};
const signedInOnly = () => [...actions.values()].filter(({ access }) => access !== 'anyone');

test('every exported action is a defined one', () => {
  const exported = Object.values(modules).flatMap((module) => Object.values(module));
  const defined = new Set<unknown>([...actions.values()].map(({ action }) => action));
  expect(exported.length).toBeGreaterThan(8);
  expect(exported.filter((action) => !defined.has(action))).toEqual([]);
  expect(defined.size).toBe(exported.length);
});

describe('every action refuses', () => {
  test.each([
    ['another site', 'https://evil.example'],
    ['an opaque origin', 'null'],
    ['no origin', null],
  ])('%s', async (_, foreign) => {
    origin = foreign;
    for (const name of actions.keys())
      expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'BAD_ORIGIN' } });
  });

  test('arguments that are no form', async () => {
    for (const { action } of actions.values()) {
      expect(await action(null, 'x' as never)).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    }
  });

  test('who is signed out, where a sign-in is needed', async () => {
    expect(signedInOnly().length).toBeGreaterThan(6);
    for (const { name } of signedInOnly()) {
      expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } });
    }
  });
});

describe("somebody else's key is not found by any action that takes one, and nothing is written:", () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  const withKey = () =>
    [...actions.values()].filter(({ schema }) => schema instanceof z.ZodObject && 'keyId' in schema.shape);

  test.each([
    ['a member of another company', {}, false],
    ['an administrator of another company', { isAdministrator: true }, false],
    ['a colleague', {}, true],
  ])('%s', async (_, traits, isColleague) => {
    const company = await makeCompany(clock);
    session = liveSessionOf(await makePerson(clock, company));
    const made = await answer('keys/generate', { name: 'Theirs' });
    const { id: keyId } = (made?.ok ? made.value : null) as { id: string }; // what the action answers
    const stored = () => database().apiKey.findUniqueOrThrow({ where: { id: keyId }, include: { credentials: true } });
    const [before, events] = [await stored(), await database().auditEvent.count()];
    session = liveSessionOf(await makePerson(clock, isColleague ? company : await makeCompany(clock), traits));
    expect(withKey().length).toBeGreaterThan(4);
    const fields = { keyId, name: 'Mine', groupId: '' };
    for (const { name } of withKey()) {
      expect(await answer(name, fields)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
    expect(await stored()).toEqual(before);
    expect(await database().auditEvent.count()).toBe(events);
  });
});

test('a session that cannot be read is a failure, and nobody is told that they are signed out', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue(undefined);
  session = new Error('the database is away');
  for (const { name } of signedInOnly()) {
    expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'FAILED' } });
  }
  expect(logged).toHaveBeenCalledTimes(signedInOnly().length);
  logged.mockRestore();
});

describe('what needs a fresh factor', () => {
  const fresh = ['keys/generate', 'keys/regenerate', 'keys/delete', 'keys/delete-and-leave'];
  const fields = { keyId: 'key_0000000000000000', name: 'Fresh' };
  const fiveMinutesAgo = () => toInstant(systemClock.now() - 5 * MINUTE);

  test('is refused five minutes after the code, whatever the password', async () => {
    const clock = new FixedClock('2026-11-18T16:42:00Z');
    session = { ...liveSessionOf(await makePerson(clock, await makeCompany(clock))), mfaAt: fiveMinutesAgo() };
    for (const name of fresh)
      expect(await answer(name, fields)).toMatchObject({ ok: false, error: { code: 'CONFIRM_CODE' } });
    expect(await answer('keys/disable', fields)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('is refused after a recovery code, which is no fresh factor', async () => {
    const clock = new FixedClock('2026-11-18T16:42:00Z');
    session = { ...liveSessionOf(await makePerson(clock, await makeCompany(clock))), mfaAt: null };
    expect(await answer('keys/generate', fields)).toMatchObject({ ok: false, error: { code: 'CONFIRM_CODE' } });
  });

  test('asks somebody without MFA for the password', async () => {
    const clock = new FixedClock('2026-11-18T16:42:00Z');
    const company = await makeCompany(clock, { requiresMfa: false });
    const live = liveSessionOf(await makePerson(clock, company, { hasMfa: false }));
    session = { ...live, passwordAt: fiveMinutesAgo() };
    expect(await answer('keys/generate', fields)).toMatchObject({ ok: false, error: { code: 'CONFIRM_PASSWORD' } });
    session = live;
    expect(await answer('keys/generate', fields)).toMatchObject({ ok: true });
  });
});

test('a session of somebody else cannot be ended', async () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  session = liveSessionOf(await makePerson(clock, await makeCompany(clock)));
  expect(await answer('accounts/end-session', { sessionId: 'ses_0000000000000000' })).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
});

test('only an administrator answers an access request, and only of their own company', async () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  const companyId = await makeCompany(clock);
  session = liveSessionOf(await makePerson(clock, companyId, { hasKeyManagement: false }));
  const asked = await answer('access/request', { reason: 'Nightly export' });
  const requestId = (asked as { value: { id: string } }).value.id;
  const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
  for (const other of [await makePerson(clock, companyId), stranger]) {
    session = liveSessionOf(other);
    for (const name of ['access/grant', 'access/refuse']) {
      expect(await answer(name, { requestId })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
  }
  session = liveSessionOf(await makePerson(clock, companyId, { isAdministrator: true }));
  expect(await answer('access/grant', { requestId })).toMatchObject({ ok: true });
});

describe('what is done to the company, to somebody else or to their keys', () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  const administrative = () => [...actions.values()].filter(({ name }) => /^(policy|people|others-keys)\//.test(name));
  const changing = () => administrative().filter(({ name }) => !name.includes('preview'));

  test('is for administrators, and needs a fresh second step', async () => {
    expect(changing().length).toBeGreaterThan(18);
    const boss = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    session = { ...liveSessionOf(boss), mfaAt: toInstant(systemClock.now() - 6 * MINUTE) };
    for (const { name, by } of changing()) {
      expect(by).toBe('administrator');
      expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'CONFIRM_CODE' } });
    }
  });

  test('is not there for a member, nor for an administrator without MFA', async () => {
    const company = await makeCompany(clock);
    for (const traits of [{}, { isAdministrator: true, hasMfa: false }]) {
      session = liveSessionOf(await makePerson(clock, company, traits));
      for (const { name } of administrative()) {
        expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      }
    }
  });

  test('finds nobody of another company, and changes nothing', async () => {
    const person = await makePerson(clock, await makeCompany(clock), { hasKeyManagement: false });
    const stored = () => database().person.findUniqueOrThrow({ where: { id: person.id } });
    const [before, events] = [await stored(), await database().auditEvent.count()];
    session = liveSessionOf(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }));
    const named = administrative().filter(({ schema }) => schema instanceof z.ZodObject && 'personId' in schema.shape);
    expect(named.length).toBeGreaterThan(11);
    for (const { name } of [...named, { name: 'others-keys/generate' }]) {
      const fields = { personId: person.id, name: 'Theirs' };
      expect(await answer(name, fields)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
    expect(await stored()).toEqual(before);
    expect(await database().auditEvent.count()).toBe(events);
    session = liveSessionOf(await makePerson(clock, person.companyId, { isAdministrator: true }));
    expect(await answer('people/grant-key-management', { personId: person.id })).toMatchObject({ ok: true });
    expect(await answer('people/preview-stopping', { personId: person.id })).toMatchObject({ value: { count: 0 } });
  });
});

test('only an administrator with MFA changes the key policy, and only of their own company', async () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  const companyId = await makeCompany(clock);
  const saved = settingsOf(await findPolicy(database(), companyId));
  const fields = { ...writeDraft(saved), disable: 'no', seen: revisionOf(saved), start: 'DEFAULT' };
  const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
  const member = await makePerson(clock, companyId);
  const without = await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false });
  for (const other of [member, without]) {
    session = liveSessionOf(other);
    for (const name of ['policy/preview', 'policy/change']) {
      expect(await answer(name, fields)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
  }
  session = liveSessionOf(stranger);
  expect(await answer('policy/change', fields)).toMatchObject({ ok: true });
  expect(settingsOf(await findPolicy(database(), companyId))).toEqual(saved);
  session = liveSessionOf(await makePerson(clock, companyId, { isAdministrator: true }));
  expect(await answer('policy/change', { ...fields, notAccessed: 'P3M' })).toMatchObject({
    ok: false,
    error: { code: 'INVALID', fields: { notAccessed: 'Write it in lower case: p3m.' } },
  });
  expect(await answer('policy/change', fields)).toMatchObject({ ok: true, value: { settings: 1 } });
  expect(await answer('policy/change', fields)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
});

describe('bad input names its field', () => {
  beforeEach(async () => {
    const clock = new FixedClock('2026-11-18T16:42:00Z');
    session = liveSessionOf(await makePerson(clock, await makeCompany(clock)));
  });

  test.each([
    ['no name', {}, 'Enter a name.'],
    ['an empty name', { name: '   ' }, 'Enter a name.'],
    ['a name too long', { name: 'x'.repeat(201) }, 'Use at most 200 characters.'],
    ['a NUL', { name: 'a\0b' }, 'Use letters, digits and signs that can be seen.'],
    ['a mark that turns the line round', { name: 'a\u202eb' }, 'Use letters, digits and signs that can be seen.'],
  ])('%s', async (_, fields, sentence) => {
    expect(await answer('keys/generate', fields)).toMatchObject({
      ok: false,
      error: { code: 'INVALID', fields: { name: sentence } },
    });
  });

  test.each([
    ['a day that is none', { expiresOn: '2027-02-30', expiresTime: '10:00' }, 'expiresTime'],
    ['a date without a time', { expiresOn: '2027-01-01' }, 'expiresTime'],
    ['a time without a date', { expiresTime: '10:00' }, 'expiresOn'],
  ])('%s', async (_, fields, field) => {
    expect(await answer('keys/generate', { name: 'Dated', ...fields })).toMatchObject({
      ok: false,
      error: { code: 'INVALID', fields: { [field]: 'Enter a date and a time.' } },
    });
  });

  test('an id that is none', async () => {
    expect(await answer('keys/delete', { keyId: "key_1' OR 1=1" })).toMatchObject({
      ok: false,
      error: { code: 'INVALID' },
    });
  });
});
