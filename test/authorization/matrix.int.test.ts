import { redirect } from 'next/navigation';
import { describe, expect, test, vi } from 'vitest';
import type { LiveSession } from '@/lib/accounts/dto';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { actions } from '@/lib/web/define-action';
import { liveSessionOf } from '@/test/support/live-session';
import { ACTION_CASES, OPEN_ACTIONS } from './action-cases';
import { PAGE_CASES } from './page-cases';
import { ROLES, type Role, type Stage, setStage } from './roles';
import { OPEN_ROUTES, ROUTE_CASES, type RouteCase } from './route-cases';

/**
 * Every action, every page and every route handler × every role: allowed, or as if it were not there and nothing changed.
 * Generated from what there is, so that a new one without a case fails.
 */

import.meta.glob('../../app/**/actions.ts', { eager: true });
type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>;
const pages = import.meta.glob<{ default: Page }>('../../app/*/**/page.tsx');
type Handler = (request: Request) => Promise<Response>;
const routes = import.meta.glob<Record<string, Handler>>('../../app/**/route.ts');

const ORIGIN = 'http://localhost:3000';
let session: LiveSession | null = null;

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: ORIGIN }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));
vi.mock('@/lib/web/session', () => ({
  currentSession: async () => session,
  requireSession: async () => session ?? redirect('/sign-in'),
}));

/** Signs in, all factors fresh. */
function enter(role: Role, stage: Stage): void {
  if (role === 'signed out') {
    session = null;
    return;
  }
  session = liveSessionOf(stage.people[role]);
}

/** A digest of every row of every table. */
async function snapshot(): Promise<unknown> {
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`;
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS rows FROM ${name} t`,
  );
  return database().$queryRawUnsafe(parts.join(' UNION ALL '));
}

const digestOf = (error: unknown): string => String((error as { digest?: unknown }).digest ?? error);

async function answerOf(name: string, fields: Record<string, string>): Promise<string> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  try {
    const answer = await actions.get(name)?.action(null, form);
    return answer?.ok === true ? 'ok' : (answer?.error.code ?? 'no such action');
  } catch (error) {
    const digest = digestOf(error);
    if (digest.startsWith('NEXT_REDIRECT')) return 'ok';
    throw error;
  }
}

describe('actions', () => {
  const guarded = [...actions.values()].filter(({ access }) => access !== 'anyone').map(({ name }) => name);

  test('all of them have a case, and what is open to anyone is so on purpose', () => {
    expect(guarded.sort()).toEqual(Object.keys(ACTION_CASES).sort());
    const open = [...actions.values()].filter(({ access }) => access === 'anyone').map(({ name }) => name);
    expect(open.sort()).toEqual([...OPEN_ACTIONS].sort());
  });

  for (const [name, { fields, may, refusals = {}, success = 'ok' }] of Object.entries(ACTION_CASES)) {
    test.each(may)(`${name} is allowed to the %s`, async (role) => {
      const stage = await setStage(systemClock);
      const posted = await fields(stage, role);
      enter(role, stage);
      expect(await answerOf(name, posted)).toBe(success);
    });

    test(`${name} is not there for anybody else, and changes nothing`, async () => {
      const stage = await setStage(systemClock);
      const posted = await fields(stage, 'member');
      const before = await snapshot();
      for (const role of ROLES.filter((one) => one === 'signed out' || !may.includes(one))) {
        enter(role, stage);
        const refusal = role === 'signed out' ? 'UNAUTHENTICATED' : (refusals[role] ?? 'NOT_FOUND');
        expect([role, await answerOf(name, posted)]).toEqual([role, refusal]);
      }
      expect(await snapshot()).toEqual(before);
    });
  }

  test('what only administrators or the operator may is refused at the edge already', () => {
    const administrators = [...actions.values()].filter(({ name }) => {
      const may = ACTION_CASES[name]?.may ?? [];
      return may.length === 1 && (may[0] === 'administrator' || may[0] === 'installation operator');
    });
    expect(administrators.length).toBeGreaterThan(1);
    for (const { name, by } of administrators) {
      const expected = ACTION_CASES[name]?.may[0] === 'administrator' ? 'administrator' : 'operator';
      expect([name, by]).toEqual([name, expected]);
    }
  });
});

describe('pages', () => {
  const CONSOLE = '../../app/(console)/';
  // A folder in brackets is no part of the address.
  const pathOf = (file: string) =>
    file
      .replace(CONSOLE, '')
      .replace(/\([^)]*\)\//g, '')
      .replace('/page.tsx', '');
  const ours = Object.entries(pages).filter(([file]) => file.startsWith(CONSOLE));

  test('all of them have a case', () => {
    expect(ours.map(([file]) => pathOf(file)).sort()).toEqual(Object.keys(PAGE_CASES).sort());
  });

  for (const [file, load] of ours) {
    const path = pathOf(file);
    const { parameters, may } = PAGE_CASES[path] ?? { may: [] };
    test(`/${path} is shown to whom it is for, to nobody else, and changes nothing`, async () => {
      const stage = await setStage(systemClock);
      const params = (await parameters?.(stage)) ?? {};
      const { default: page } = await load();
      const before = await snapshot();
      for (const role of ROLES) {
        enter(role, stage);
        expect([role, await outcomeOf(page, params)]).toEqual([role, expectedOf(role, may)]);
      }
      expect(await snapshot()).toEqual(before);
    });
  }

  async function outcomeOf(page: Page, params: object): Promise<string> {
    try {
      await page({ params: Promise.resolve(params), searchParams: Promise.resolve({}) });
      return 'shown';
    } catch (error) {
      const digest = digestOf(error);
      if (digest.includes('404')) return 'not found';
      if (digest.includes('/sign-in')) return 'led to the sign-in';
      if (digest.startsWith('NEXT_REDIRECT')) return 'shown';
      throw error;
    }
  }

  function expectedOf(role: Role, may: readonly string[]): string {
    if (role === 'signed out') return 'led to the sign-in';
    return may.includes(role) ? 'shown' : 'not found';
  }
});

describe('route handlers', async () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const handlers = new Map<string, Handler>();
  for (const [file, load] of Object.entries(routes)) {
    const path = file.replace('../../app/', '').replace('/route.ts', '');
    for (const [method, handler] of Object.entries(await load())) {
      if (METHODS.includes(method)) handlers.set(`${path} ${method}`, handler);
    }
  }

  test('all of them have a case, and what is open to anyone is so on purpose', () => {
    expect([...handlers.keys()].sort()).toEqual([...Object.keys(ROUTE_CASES), ...OPEN_ROUTES].sort());
  });

  for (const [name, routeCase] of Object.entries(ROUTE_CASES)) {
    test(`${name} answers whom it is for with what is their company's`, async () => {
      const stage = await setStage(systemClock);
      const own = await routeCase.prepare(stage);
      for (const role of routeCase.may) {
        enter(role, stage);
        const { status, text } = await answered(name, routeCase);
        const isOfCompany = stage.people[role].companyId === stage.companyId;
        expect([role, status, text.includes(own)]).toEqual([role, 200, isOfCompany]);
      }
    });

    test(`${name} is not there for anybody else, and changes nothing`, async () => {
      const stage = await setStage(systemClock);
      const own = await routeCase.prepare(stage);
      const before = await snapshot();
      for (const role of ROLES.filter((one) => one === 'signed out' || !routeCase.may.includes(one))) {
        enter(role, stage);
        const { status, text } = await answered(name, routeCase);
        expect([role, status, text.includes(own)]).toEqual([role, 404, false]);
      }
      expect(await snapshot()).toEqual(before);
    });
  }

  async function answered(name: string, { query = '', fields }: RouteCase): Promise<{ status: number; text: string }> {
    const method = name.split(' ').at(-1) ?? '';
    const body = fields === undefined ? {} : { body: new URLSearchParams(fields) };
    const response = await handlers.get(name)?.(new Request(`${ORIGIN}/${query}`, { method, ...body }));
    if (response === undefined) throw new Error(`there is no ${name}`);
    return { status: response.status, text: await response.text() };
  }
});
