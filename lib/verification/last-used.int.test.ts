import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, type Instant, MINUTE, plus, toDate } from '@/lib/kernel/instant';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { LastUsed } from './last-used';
import { emptyMemo } from './record-memo';
import { makeCompany, makeKey, makePerson, NOW, standingClock } from './test-keys';
import { askVerifier, startTestVerifier } from './test-verifier';
import { openVerifierPool } from './verifier-pool';

let pool: pg.Pool;
let companyId: string;
let keyId: string;
let fullKey: string;

beforeAll(async () => {
  pool = openVerifierPool(config().databaseUrl ?? '');
  companyId = (await makeCompany('northwind')).id;
});
afterAll(() => pool.end());
beforeEach(async () => {
  const made = await makeKey(companyId, { kind: 'COMPANY', id: companyId });
  keyId = made.id;
  fullKey = made.key;
});

const stored = async () => database().keyLastUse.findUnique({ where: { keyId }, omit: { companyId: true } });
const row = (at: Instant, address: string | null) => ({ keyId, lastUsedAt: toDate(at), address, userAgent: null });

const used = (id = keyId) => ({ keyId: id, memo: emptyMemo() });

/** Notes a use and writes it, by a process that remembers nothing. */
async function useElsewhere(at: Instant, address: string | null = null): Promise<void> {
  const lastUsed = new LastUsed(pool);
  lastUsed.note(used(), at, address === null ? null : { address, userAgent: null });
  await lastUsed.flush();
}

describe('the last use', () => {
  it('keeps what the client calls itself until a client that does not say it', async () => {
    const lastUsed = new LastUsed(pool);
    lastUsed.note(used(), NOW, { address: '203.0.113.9', userAgent: 'billing/2.1' });
    await lastUsed.flush();
    expect(await stored()).toEqual({ ...row(NOW, '203.0.113.9'), userAgent: 'billing/2.1' });
    await useElsewhere(plus(NOW, MINUTE), '203.0.113.9');
    expect((await stored())?.userAgent).toBeNull();
  });

  it('is stored to the millisecond with the address of the client', async () => {
    await useElsewhere(plus(NOW, 7), '203.0.113.9');
    expect(await stored()).toEqual(row(plus(NOW, 7), '203.0.113.9'));
  });

  it('moves at most once a minute, over any number of processes, and never backwards', async () => {
    await useElsewhere(NOW);
    await useElsewhere(plus(NOW, MINUTE - 1), '203.0.113.1');
    expect(await stored()).toEqual(row(NOW, null));
    await useElsewhere(plus(NOW, -DAY), '203.0.113.2');
    expect(await stored()).toEqual(row(NOW, null));
    await useElsewhere(plus(NOW, MINUTE), '203.0.113.3');
    expect(await stored()).toEqual(row(plus(NOW, MINUTE), '203.0.113.3'));
  });

  it('is the latest when many processes write at once', async () => {
    const uses = Array.from({ length: 20 }, (_, index) => plus(NOW, index * MINUTE));
    await Promise.all(uses.map((at) => useElsewhere(at)));
    const latest = plus(NOW, 19 * MINUTE);
    expect(await stored()).toEqual(row(latest, null));
  });

  it('is written by one process once a minute, and remembered in between', async () => {
    const statements: unknown[] = [];
    const counting = {
      query: async (...query: Parameters<pg.Pool['query']>) => {
        statements.push(query);
        return pool.query(...query);
      },
    };
    // The pool's query has a dozen overloads; the one in use passes through.
    const lastUsed = new LastUsed(counting as unknown as pg.Pool);
    // One record for all of them, as a key has that is asked about often.
    const key = used();
    for (let second = 0; second < 60; second++) {
      lastUsed.note(key, plus(NOW, second * 1_000), null);
      await lastUsed.flush();
    }
    expect(statements).toHaveLength(1);
    expect(lastUsed.lastUsedHere(keyId)).toBe(plus(NOW, 59_000));
    lastUsed.note(key, plus(NOW, MINUTE), null);
    await lastUsed.flush();
    expect(statements).toHaveLength(2);
    lastUsed.note(key, plus(NOW, MINUTE + 30_000), null);
    await lastUsed.stop();
    expect(statements).toHaveLength(2);
    expect(lastUsed.lastUsedHere(keyId)).toBe(plus(NOW, MINUTE + 30_000));
    expect(await stored()).toEqual(row(plus(NOW, MINUTE), null));
  });

  it('of a key that is gone does not fail the others', async () => {
    const lastUsed = new LastUsed(pool);
    lastUsed.note(used('key_gone000000000000'), NOW, null);
    lastUsed.note(used(), NOW, null);
    await lastUsed.flush();
    expect(await stored()).toEqual(row(NOW, null));
  });

  it('is tried again when it could not be written', async () => {
    let isBroken = true;
    const flaky = {
      query: async (...query: Parameters<pg.Pool['query']>) => {
        if (isBroken) throw new Error('the database is away');
        return pool.query(...query);
      },
    };
    const lastUsed = new LastUsed(flaky as unknown as pg.Pool); // as above
    lastUsed.note(used(), NOW, { address: '203.0.113.9', userAgent: null });
    await lastUsed.flush();
    expect(await stored()).toBeNull();
    expect(lastUsed.lastUsedHere(keyId)).toBe(NOW);
    isBroken = false;
    await lastUsed.flush();
    expect(await stored()).toEqual(row(NOW, '203.0.113.9'));
  });

  it('is written for more keys than one statement takes', async () => {
    const lastUsed = new LastUsed(pool);
    for (let index = 0; index < 12_000; index++) lastUsed.note(used(`key_${index}`), NOW, null);
    lastUsed.note(used(), NOW, null);
    await lastUsed.flush();
    expect(await stored()).toEqual(row(NOW, null));
  });
});

describe('a verification', () => {
  it('counts as use only when it is VALID, at the instant of the verdict, by either of two verifiers', async () => {
    const clock = standingClock();
    const [one, other] = await Promise.all([startTestVerifier({ clock }), startTestVerifier({ clock })]);
    const ask = (url: string, body: object) => askVerifier(url, { key: fullKey, ...body });
    await ask(one.url, { audience: 'client', ip: '203.0.113.1' });
    await ask(one.url, { tenant: 'none' });
    await one.lastUsed.flush();
    expect(await stored()).toBeNull();

    await ask(one.url, { ip: '203.0.113.2' });
    await one.lastUsed.flush();
    expect(await stored()).toEqual(row(NOW, '203.0.113.2'));

    clock.move(MINUTE - 1);
    await ask(other.url, { ip: '203.0.113.3' });
    await other.lastUsed.flush();
    expect(await stored()).toEqual(row(NOW, '203.0.113.2'));

    clock.move(1);
    await ask(one.url, { ip: 'not an address' });
    await Promise.all([one.stop(), other.stop()]);
    expect(await stored()).toEqual(row(plus(NOW, MINUTE), null));
  });

  it('by a verifier that has not written yet keeps an idle key from expiring', async () => {
    const person = await makePerson(companyId, 'idle@northwind.example');
    const idle = await makeKey(companyId, { kind: 'USER', id: person.id }, { key: { notAccessedPeriod: 'p1m' } });
    const clock = standingClock();
    const verifier = await startTestVerifier({ clock });
    const ask = async () => (await askVerifier(verifier.url, { key: idle.key })).body['code'];
    expect(await ask()).toBe('VALID');
    clock.move(12 * DAY);
    expect(await ask()).toBe('VALID');
    clock.move(32 * DAY);
    expect(await ask()).toBe('EXPIRED_INACTIVE');
    await verifier.stop();
  });
});
