import { beforeEach, describe, expect, test, vi } from 'vitest';
import { database } from '@/lib/platform/database';
import { actions } from '@/lib/web/define-action';
import { FixedClock } from '@/test/support/fixed-clock';
import { makeCompany, makePerson } from '@/test/support/scene';

/** Every server action there is, found by its file: one that is not defined by `defineAction` would be unguarded. */
const modules = import.meta.glob<Record<string, unknown>>('./**/actions.ts', { eager: true });

const ORIGIN = 'http://localhost:3000';
let origin: string | null;
let session: unknown;

vi.mock('next/headers', () => ({
  headers: async () => new Headers(origin === null ? {} : { origin }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));
vi.mock('@/lib/web/session', () => ({
  currentActor: async () => session,
  currentSession: async () => null,
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
const signedInOnly = () => [...actions.values()].filter(({ access }) => access === 'signed-in');

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

test('an action with an id finds nothing in another company, and nothing is written', async () => {
  const clock = new FixedClock('2026-11-18T16:42:00Z');
  session = await makePerson(clock, await makeCompany(clock));
  const before = await database().auditEvent.count();
  const withId = [
    'keys/disable',
    'keys/activate',
    'keys/regenerate',
    'keys/edit',
    'keys/delete',
    'accounts/end-session',
  ];
  for (const name of withId) {
    const fields = { keyId: 'key_0000000000000000', sessionId: 'ses_0000000000000000', name: 'Mine' };
    expect(await answer(name, fields)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  }
  expect(await database().auditEvent.count()).toBe(before);
  expect(await answer('keys/generate', { name: 'Allowed' })).toMatchObject({ ok: true, value: { name: 'Allowed' } });
});

describe('bad input names its field', () => {
  beforeEach(async () => {
    const clock = new FixedClock('2026-11-18T16:42:00Z');
    session = await makePerson(clock, await makeCompany(clock));
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

  test('an id that is none', async () => {
    expect(await answer('keys/delete', { keyId: "key_1' OR 1=1" })).toMatchObject({
      ok: false,
      error: { code: 'INVALID' },
    });
  });
});
