import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from './config';
import {
  assertClocksAgree,
  assertSecretsKnown,
  assertServerVersion,
  assertUtc,
  measureClockSkew,
} from './start-checks';

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: config().databaseUrl, options: '-c TimeZone=UTC' });
  await client.connect();
});
afterAll(() => client.end());

describe('start checks', () => {
  it('accept the embedded server', async () => {
    await assertServerVersion(client);
    await assertUtc(client);
    await assertClocksAgree(client, 0);
  });

  it('refuse a connection in another zone', async () => {
    await client.query(`SET TimeZone = 'America/New_York'`);
    await expect(assertUtc(client)).rejects.toThrow('TimeZone America/New_York, not UTC');
    await client.query(`SET TimeZone = 'UTC'`);
  });

  it('refuse clocks more than 30 s apart, in either direction', async () => {
    expect(Math.abs(await measureClockSkew(client, 0))).toBeLessThan(10_000);
    await assertClocksAgree(client, 28_000);
    await expect(assertClocksAgree(client, -32_000)).rejects.toThrow('ahead of');
    await expect(assertClocksAgree(client, 32_000)).rejects.toThrow('behind');
  });

  it('refuse to start without a secret that rows of any table hang on', async () => {
    await client.query('CREATE TABLE zz_sealed (id int, secret_id text); CREATE INDEX ON zz_sealed (secret_id)');
    await client.query(
      `INSERT INTO zz_sealed SELECT n, CASE n % 3 WHEN 0 THEN 'one' WHEN 1 THEN 'two' END FROM generate_series(1, 300) n`,
    );
    await assertSecretsKnown(client, ['two', 'one']);
    await expect(assertSecretsKnown(client, ['one'])).rejects.toThrow(
      'rows of zz_sealed need the secret with the id two',
    );
  });
});
