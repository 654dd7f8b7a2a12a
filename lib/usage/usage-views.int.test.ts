import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, plus, toDate } from '@/lib/kernel/instant';
import { generateKey, generateKeyFor } from '@/lib/keys/commands/generate-key';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson, makeServiceAccount } from '@/test/support/scene';
import { exportUsage, parseUsagePeriod } from './export';
import { forgetOldUsage } from './forget-old-usage';
import { findCompanyUsage, findKeyUsage, findUsageSeries } from './queries';

const ZONE = 'America/Chicago';
// 6 AM in Chicago, where the company is.
const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let administrator: Ctx;
let owner: Ctx;
let colleague: Ctx;
let stranger: Ctx;

beforeEach(async () => {
  companyId = await makeCompany(clock, { keysPerOwner: null, usageRetentionDays: 40 });
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  owner = contextFor(await makePerson(clock, companyId), clock);
  colleague = contextFor(await makePerson(clock, companyId), clock);
  stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
});

const makeKey = async (name: string, ctx = owner) => expectOk(await generateKey(ctx, { name }));

async function use(keyId: string, at: Instant, calls: number, code = 'VALID'): Promise<void> {
  const { companyId: company } = await database().apiKey.findUniqueOrThrow({ where: { id: keyId } });
  const hour = toDate((at - (at % HOUR)) as Instant);
  await database().keyUsageHour.create({ data: { companyId: company, keyId, hour, code, calls } });
}

const ago = (milliseconds: number) => plus(clock.now(), -milliseconds);

describe('the calls with a key', () => {
  test('are summed by the days of the company, thirty of them with today', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    await use(id, ago(6 * HOUR), 2); // midnight in Chicago
    await use(id, ago(7 * HOUR), 4); // the day before
    await use(id, ago(7 * HOUR), 8, 'IP_DENIED');
    await use(id, ago(29 * DAY + 7 * HOUR), 16); // midnight in summer time
    await use(id, ago(29 * DAY + 8 * HOUR), 32); // the 31st day
    const usage = await findKeyUsage(owner, id);
    expect(usage?.dates).toHaveLength(30);
    expect([usage?.dates[0], usage?.dates[29]]).toEqual(['2026-10-23', '2026-11-21']);
    const calls = usage?.calls.toSorted((one, other) => one.calls - other.calls);
    expect(calls).toEqual([
      { date: '2026-11-21', code: 'VALID', calls: 3 },
      { date: '2026-11-20', code: 'VALID', calls: 4 },
      { date: '2026-11-20', code: 'IP_DENIED', calls: 8 },
      { date: '2026-10-23', code: 'VALID', calls: 16 },
    ]);
  });

  test('come with when, from where and by what the key was used last', async () => {
    const { id } = await makeKey('Ledger');
    expect((await findKeyUsage(owner, id))?.lastUse).toBeNull();
    await database().keyLastUse.create({
      data: { keyId: id, companyId, lastUsedAt: toDate(ago(HOUR)), address: '203.0.113.9', userAgent: 'billing/2.1' },
    });
    const expected = { at: ago(HOUR), address: '203.0.113.9', userAgent: 'billing/2.1' };
    expect((await findKeyUsage(owner, id))?.lastUse).toEqual(expected);
  });

  test('are told to its owner and to administrators of the company, to nobody else', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    expect(await findKeyUsage(owner, id)).not.toBeNull();
    expect(await findKeyUsage(administrator, id, 'ADMINISTRATOR')).not.toBeNull();
    for (const other of [administrator, colleague, stranger]) expect(await findKeyUsage(other, id)).toBeNull();
    for (const other of [owner, colleague, stranger]) expect(await findKeyUsage(other, id, 'ADMINISTRATOR')).toBeNull();
  });
});

describe('the series of a list', () => {
  test('are those of each key, by day', async () => {
    const [one, other] = [await makeKey('One'), await makeKey('Other')];
    await use(one.id, ago(0), 1);
    await use(one.id, ago(0), 2, 'EXPIRED');
    await use(one.id, ago(DAY), 4);
    await use(other.id, ago(29 * DAY), 8);
    const unused = await makeKey('Unused');
    const series = await findUsageSeries(owner, [one.id, other.id, unused.id], ZONE);
    expect(series.size).toBe(2);
    expect(series.get(one.id)?.slice(-2)).toEqual([4, 3]);
    expect(series.get(other.id)?.[0]).toBe(8);
    expect(series.get(other.id)).toHaveLength(30);
  });

  test('are told of own keys, and of the company’s to its administrators', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    expect((await findUsageSeries(owner, [id], ZONE)).size).toBe(1);
    expect((await findUsageSeries(administrator, [id], ZONE, 'ADMINISTRATOR')).size).toBe(1);
    for (const other of [administrator, colleague, stranger])
      expect((await findUsageSeries(other, [id], ZONE)).size).toBe(0);
    for (const other of [colleague, stranger]) {
      expect((await findUsageSeries(other, [id], ZONE, 'ADMINISTRATOR')).size).toBe(0);
    }
  });
});

describe('the totals of a company', () => {
  test('are all calls by verdict, and the busiest keys first', async () => {
    for (const [name, calls] of [
      ['One', 5],
      ['Two', 50],
      ['Three', 7],
      ['Four', 6],
    ] as const) {
      const { id } = await makeKey(name);
      await use(id, ago(DAY), calls);
      if (name === 'One') await use(id, ago(DAY), 3, 'IP_DENIED');
      await use(id, ago(31 * DAY), 1_000);
    }
    const { id: foreign } = await makeKey('Foreign', stranger);
    await use(foreign, ago(DAY), 500);
    const usage = await findCompanyUsage(administrator);
    expect(usage?.codes).toEqual([
      { code: 'VALID', calls: 68 },
      { code: 'IP_DENIED', calls: 3 },
    ]);
    expect(usage?.busiest.map(({ name, calls }) => [name, calls])).toEqual([
      ['Two', 50],
      ['One', 8],
      ['Three', 7],
    ]);
  });

  test('are summed once for many who ask, and again after a failure', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    const away = new Proxy(database(), {
      get: () => {
        throw new Error('the database is away');
      },
    });
    await expect(findCompanyUsage({ ...administrator, db: away })).rejects.toThrow('away');
    const [one, other] = await Promise.all([findCompanyUsage(administrator), findCompanyUsage(administrator)]);
    expect(one?.codes).toEqual([{ code: 'VALID', calls: 1 }]);
    expect(other).toBe(one);
    expect(await findCompanyUsage({ ...administrator, db: away })).toBe(one);
    expect(await findCompanyUsage(owner)).toBeNull();
  });

  test('are for its administrators alone', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    expect(await findCompanyUsage(owner)).toBeNull();
    expect((await findCompanyUsage(administrator))?.codes).toEqual([{ code: 'VALID', calls: 1 }]);
    expect((await findCompanyUsage(stranger))?.codes).toEqual([]);
  });
});

describe('the file', () => {
  async function linesOf(parameters: Record<string, string> = {}, ctx = administrator): Promise<string[]> {
    const file = await exportUsage(ctx, parseUsagePeriod(parameters));
    const lines: string[] = [];
    for await (const line of file?.lines ?? []) lines.push(line.trimEnd());
    return lines;
  }

  test('names key, owner and the user ID of a service account, and lets nothing be calculated', async () => {
    const { id, accessKey } = await makeKey('=1+1');
    await use(id, ago(HOUR), 7);
    const account = await makeServiceAccount(clock, companyId);
    const issued = await generateKeyFor(
      administrator,
      { kind: 'SERVICE_ACCOUNT', id: account.id },
      { name: 'Sync' },
      'ADMINISTRATOR',
    );
    const made = expectOk(issued);
    await use(made.id, ago(0), 2, 'IP_DENIED');
    expect(await linesOf()).toEqual([
      'Hour (UTC),Key name,Access Key,Owner type,Owner,Service account user ID,Code,Calls',
      `2026-11-21T11:00:00.000Z,'=1+1,${accessKey},User,Dana Whitfield,,VALID,7`,
      `2026-11-21T12:00:00.000Z,Sync,${made.accessKey},Service account,Carrier sync,${account.userId},IP_DENIED,2`,
    ]);
  });

  test('is of the days that its address names, and by default of the last thirty', async () => {
    const { id } = await makeKey('Ledger');
    for (const days of [0, 10, 29, 30]) await use(id, ago(days * DAY), days + 1);
    const calls = async (parameters: Record<string, string>) =>
      (await linesOf(parameters)).slice(1).map((line) => Number(line.split(',').at(-1)));
    expect(await calls({})).toEqual([30, 11, 1]);
    expect(await calls({ from: '2026-10-22', to: '2026-11-11' })).toEqual([31, 30, 11]);
    expect(await calls({ from: '2026-11-12' })).toEqual([1]);
    expect(await calls({ from: '2026-02-30', to: 'soon' })).toEqual([30, 11, 1]);
  });

  test('goes on over more rows than are read at once, each once', async () => {
    const { id } = await makeKey('Ledger');
    await database().$executeRaw`
      INSERT INTO key_usage_hour SELECT ${companyId}, ${id}, ${toDate(ago(0))}::timestamptz - (n / 7) * interval '1 hour', 'C' || n % 7, n
      FROM generate_series(1, 2500) AS n`;
    const lines = (await linesOf()).slice(1);
    expect(lines).toHaveLength(2_500);
    expect(new Set(lines).size).toBe(2_500);
  });

  test('is for administrators of the company alone', async () => {
    const { id } = await makeKey('Ledger');
    await use(id, ago(0), 1);
    expect(await exportUsage(owner, parseUsagePeriod({}))).toBeNull();
    expect(await linesOf({}, stranger)).toHaveLength(1);
    expect(await linesOf()).toHaveLength(2);
  });
});

test('the worker forgets what is older than each company’s policy keeps, batch by batch, and nothing else', async () => {
  const { id } = await makeKey('Ledger');
  for (const days of [0, 39, 41, 42, 43]) await use(id, ago(days * DAY), days);
  const { id: foreign } = await makeKey('Foreign', stranger);
  await use(foreign, ago(41 * DAY), 41);
  const forget = () => forgetOldUsage({ db: database(), clock, stop: new AbortController().signal }, 1);
  await Promise.all([forget(), forget()]);
  const left = async (keyId: string) =>
    (await database().keyUsageHour.findMany({ where: { keyId }, orderBy: { hour: 'desc' } })).map((row) => row.calls);
  expect(await left(id)).toEqual([0n, 39n]);
  expect(await left(foreign)).toEqual([41n]);
});
