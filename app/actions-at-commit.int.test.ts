import { expect, test, vi } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { database } from '@/lib/platform/database';
import { log } from '@/lib/platform/log';
import { FixedClock } from '@/test/support/fixed-clock';
import { liveSessionOf } from '@/test/support/live-session';
import { makeCompany, makePerson } from '@/test/support/scene';
import { generateKeyAction } from './(console)/user-control/actions';

let actor: PersonActor;

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'http://localhost:3000' }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));
vi.mock('@/lib/web/session', () => ({ currentSession: async () => liveSessionOf(actor) }));

test('when the database dies at the commit, nobody is told that nothing was changed', async () => {
  vi.spyOn(log, 'error').mockReturnValue(undefined);
  const clock = new FixedClock('2026-11-21T12:00:00.000Z');
  actor = await makePerson(clock, await makeCompany(clock));
  const form = new FormData();
  form.set('name', 'Billing');
  // Again while the pool still hands out the connection that died.
  const execute = (statement: string) => vi.waitFor(() => database().$executeRawUnsafe(statement), { timeout: 30_000 });
  const [unchanged, unknown] = ['and nothing was changed', 'Reload the page to see what was changed'];
  for (const [timing, sentence] of [
    ['NOT DEFERRABLE', unchanged],
    ['DEFERRABLE INITIALLY DEFERRED', unknown],
  ]) {
    await execute(`CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
    await execute(
      `CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON api_key ${timing} FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    const answered = await generateKeyAction(null, form);
    await execute('DROP TRIGGER dies ON api_key');
    expect(answered).toMatchObject({ error: { code: 'FAILED', message: expect.stringContaining(sentence ?? '') } });
  }
  vi.restoreAllMocks();
});
