import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, type Instant, plus, toDate, toInstant } from '@/lib/kernel/instant';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { emptyMemo } from './record-memo';
import { makeCompany, makeKey, NOW, standingClock } from './test-keys';
import { askVerifier, startTestVerifier } from './test-verifier';
import { Usage } from './usage';
import type { UsedKey } from './verification-record';
import { openVerifierPool } from './verifier-pool';

const THIS_HOUR = toInstant(Math.floor(NOW / HOUR) * HOUR);

let pool: pg.Pool;
let companyId: string;
let keyId: string;
let used: UsedKey;
let fullKey: string;

beforeAll(async () => {
  pool = openVerifierPool(config().databaseUrl ?? '');
  companyId = (await makeCompany('northwind')).id;
});
afterAll(() => pool.end());
beforeEach(async () => {
  const made = await makeKey(companyId, { kind: 'COMPANY', id: companyId });
  keyId = made.id;
  used = { keyId, memo: emptyMemo() };
  fullKey = made.key;
});

const stored = async () =>
  database().keyUsageHour.findMany({
    where: { keyId },
    orderBy: [{ hour: 'asc' }, { code: 'asc' }],
    select: { companyId: true, hour: true, code: true, calls: true },
  });
const row = (hour: Instant, code: string, calls: bigint) => ({ companyId, hour: toDate(hour), code, calls });

describe('usage', () => {
  it('is counted by hour and verdict, and adds up over processes and over writes', async () => {
    const [one, other] = [new Usage(pool), new Usage(pool)];
    for (let call = 0; call < 3; call += 1) one.note(used, 'VALID', NOW);
    one.note(used, 'DISABLED', NOW);
    one.note(used, 'VALID', plus(NOW, HOUR));
    other.note(used, 'VALID', NOW);
    await Promise.all([one.flush(), other.flush()]);
    other.note(used, 'VALID', NOW);
    await other.flush();
    await one.flush();
    expect(await stored()).toEqual([
      row(THIS_HOUR, 'DISABLED', 1n),
      row(THIS_HOUR, 'VALID', 5n),
      row(plus(THIS_HOUR, HOUR), 'VALID', 1n),
    ]);
  });

  it('of a key that is gone is dropped, and keeps nobody else’s from being written', async () => {
    const usage = new Usage(pool);
    usage.note({ keyId: 'key_0000000000000000', memo: emptyMemo() }, 'VALID', NOW);
    usage.note(used, 'VALID', NOW);
    await usage.flush();
    expect(await stored()).toEqual([row(THIS_HOUR, 'VALID', 1n)]);
  });

  it('is not lost, and not counted twice, when the database refuses it at first', async () => {
    let isAway = true;
    const flaky = {
      connect: async () => {
        if (isAway) throw new Error('away');
        return pool.connect();
      },
    };
    // The pool's connect has overloads; the one in use passes through.
    const usage = new Usage(flaky as unknown as pg.Pool);
    usage.note(used, 'VALID', NOW);
    await usage.flush();
    usage.note(used, 'VALID', NOW);
    usage.note(used, 'EXPIRED', NOW);
    isAway = false;
    await usage.flush();
    await usage.flush();
    expect(await stored()).toEqual([row(THIS_HOUR, 'EXPIRED', 1n), row(THIS_HOUR, 'VALID', 2n)]);
  });

  it('is what the verifier answered to holders of the key, written when it stops', async () => {
    const clock = standingClock();
    const verifier = await startTestVerifier({ clock });
    for (let call = 0; call < 3; call += 1) await askVerifier(verifier.url, { key: fullKey });
    await askVerifier(verifier.url, { key: fullKey, tenant: 'elsewhere' });
    // Whoever does not have the whole key leaves no trace on it.
    await askVerifier(verifier.url, { accessKey: fullKey.slice(0, 19), accessSecret: 'x'.repeat(49) });
    await askVerifier(verifier.url, { key: fullKey, company: 'fabrikam' });
    await verifier.stop();
    expect(await stored()).toEqual([row(THIS_HOUR, 'RESOURCE_DENIED', 1n), row(THIS_HOUR, 'VALID', 3n)]);
  });
});

describe('a rate limit', () => {
  it('is the key’s own, or else that of its company’s policy, and a change counts at once', async () => {
    const verifier = await startTestVerifier();
    const codes = async (times: number) => {
      const answers: unknown[] = [];
      for (let call = 0; call < times; call += 1)
        answers.push((await askVerifier(verifier.url, { key: fullKey })).body['code']);
      return answers;
    };
    await database().keyPolicy.update({ where: { companyId }, data: { rateLimitPerMinute: 2 } });
    expect(await codes(3)).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
    await database().apiKey.update({ where: { id: keyId }, data: { rateLimitPerMinute: 4 } });
    await expect.poll(() => codes(1)).toEqual(['VALID']);
    await database().keyPolicy.update({ where: { companyId }, data: { rateLimitPerMinute: null } });
    await database().apiKey.update({ where: { id: keyId }, data: { rateLimitPerMinute: null } });
    await expect
      .poll(async () => (await askVerifier(verifier.url, { key: fullKey })).headers.get('ratelimit'))
      .toBeNull();
    await verifier.stop();
  });

  it('tells what is left in the answer’s headers, and when it is used up how long to wait', async () => {
    await database().apiKey.update({ where: { id: keyId }, data: { rateLimitPerMinute: 1 } });
    const verifier = await startTestVerifier();
    const first = await askVerifier(verifier.url, { key: fullKey });
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=1;w=60');
    expect(first.headers.get('ratelimit')).toBe('"key";r=0;t=60');
    const headers = {
      authorization: `Bearer ${fullKey}`,
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/',
      'x-forwarded-for': '203.0.113.9',
    };
    const refused = await fetch(`${verifier.url}/v1/auth/forward/c/northwind`, { headers });
    expect([refused.status, refused.headers.get('x-deny-code')]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await verifier.stop();
  });
});
