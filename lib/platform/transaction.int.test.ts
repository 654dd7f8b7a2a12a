import { beforeAll, expect, test } from 'vitest';
import { fail, ok } from '@/lib/kernel/result';
import { database, type Tx } from './database';
import { inTransaction, isOutcomeUnknown } from './transaction';

/** PostgreSQL ends the connection when the transaction commits, of whoever writes the subject `dies`. */
beforeAll(async () => {
  const statements = [
    `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`,
    `CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON throttle DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.subject = 'dies') EXECUTE FUNCTION die()`,
  ];
  for (const statement of statements) await database().$executeRawUnsafe(statement);
});

const insert = (tx: Tx, subject: string) =>
  tx.throttle.create({ data: { subject, failures: 1, lastAt: new Date(0), blockedUntil: null } });

const failureOf = (work: (tx: Tx) => Promise<unknown>) =>
  inTransaction(database(), async (tx) => ok(await work(tx))).then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );

test('a database that dies while it commits leaves an outcome that nobody knows', async () => {
  expect(isOutcomeUnknown(await failureOf((tx) => insert(tx, 'dies')))).toBe(true);
});

test('one that fails before that has changed nothing, and neither has a refusal', async () => {
  const before = await failureOf(async (tx) => {
    await insert(tx, 'stays');
    await tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`.catch(() => undefined);
    await insert(tx, 'too late');
  });
  expect(isOutcomeUnknown(before)).toBe(false);
  expect(
    await inTransaction(database(), async (tx) => {
      await insert(tx, 'refused');
      return fail({ code: 'CONFLICT' });
    }),
  ).toEqual(fail({ code: 'CONFLICT' }));
  expect(await database().throttle.count()).toBe(0);
});

test('what is committed is the answer', async () => {
  expect(await inTransaction(database(), async (tx) => ok((await insert(tx, 'kept')).subject))).toEqual(ok('kept'));
});
