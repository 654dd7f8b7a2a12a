import { expect, test } from 'vitest';
import { config } from './config';
import { openDatabase } from './database';
import { limitTo, PLANNED_ANEW, statementNames } from './prepared-statements';

test('a statement with values is named when it is asked again, and no other', () => {
  const nameOf = statementNames(2);
  const named = (sql: string, args: unknown[] = [1]) => nameOf({ sql, args });
  expect([named('SELECT $1'), named('SELECT $1'), named('SELECT $1')]).toEqual(['', 'keydesk-1', 'keydesk-1']);
  expect([named('BEGIN', []), named('BEGIN', [])]).toEqual(['', '']);
  const anew = `SELECT ${PLANNED_ANEW.sql} $1`;
  expect([named(anew), named(anew)]).toEqual(['', '']);
  expect([named('SELECT $1, 2'), named('SELECT $1, 2')]).toEqual(['', 'keydesk-2']);
  // As many as were allowed.
  expect([named('SELECT $1, 3'), named('SELECT $1, 3'), named('SELECT $1, 2')]).toEqual(['', '', 'keydesk-2']);
});

test('a number of rows is part of the statement, and nothing else can be', () => {
  expect(limitTo(26)).toMatchObject({ sql: 'LIMIT 26', values: [] });
  for (const wrong of [-1, 0.5, Number.NaN, '1; DROP TABLE api_key' as unknown as number]) {
    expect(() => limitTo(wrong)).toThrow(RangeError);
  }
});

test('the server keeps what was named, and gives the right answers with it', async () => {
  const db = openDatabase(config().databaseUrl ?? '', 'keydesk-test-names');
  try {
    await db.$transaction(async (tx) => {
      for (const value of [1, 2, 3]) {
        expect(await tx.$queryRaw`SELECT ${value}::int + 1 AS more`).toEqual([{ more: value + 1 }]);
        expect(await tx.$queryRaw`${PLANNED_ANEW} SELECT ${value}::int + 2 AS more`).toEqual([{ more: value + 2 }]);
      }
      const kept = await tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`;
      expect(kept).toEqual([{ statement: 'SELECT $1::int + 1 AS more' }]);
    });
  } finally {
    await db.$disconnect();
  }
});
