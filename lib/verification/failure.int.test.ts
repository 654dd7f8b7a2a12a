import { once } from 'node:events';
import net from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { config } from '@/lib/platform/config';
import { Keyring } from '@/lib/platform/keyring';
import { randomBytes } from '@/lib/platform/random';
import { DatabaseWire } from '@/test/support/database-wire';
import { ReadinessProbe } from './readiness';
import { type MadeKey, makeCompany, makeKey, standingClock } from './test-keys';
import { askVerifier, startTestVerifier } from './test-verifier';

const databaseUrl = () => config().databaseUrl ?? '';
let key: MadeKey;
let pool: pg.Pool;

beforeAll(async () => {
  const northwind = await makeCompany('northwind');
  key = await makeKey(northwind.id, { kind: 'COMPANY', id: northwind.id });
  pool = new pg.Pool({ connectionString: databaseUrl(), max: 1 });
  pool.on('error', () => {}).on('connect', (connection) => connection.on('error', () => {}));
});
afterAll(() => pool.end());

describe('without its database', () => {
  it('a verifier says 503 to what it would have to look up, and recovers when the database returns', async () => {
    const wire = await DatabaseWire.to(databaseUrl());
    const verifier = await startTestVerifier({ databaseUrl: wire.url });
    expect((await askVerifier(verifier.url, { key: key.key })).body).toMatchObject({ code: 'VALID' });
    for (const state of ['cut', 'silent'] as const) {
      wire.set(state);
      // What is in memory goes on for 30 seconds (SECURITY 26).
      expect((await askVerifier(verifier.url, { key: key.key })).body).toMatchObject({ code: 'VALID' });
      const answer = await askVerifier(verifier.url, { key: issueSecretCredential(randomBytes).key });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ status: 503, code: 'UNDECIDABLE' });
      expect(JSON.stringify(answer.body)).not.toMatch(/ECONN|timeout|127\.0\.0\.1/);
      expect((await askVerifier(verifier.url, { key: 'x' })).body).toMatchObject({ code: 'MALFORMED' });
      expect((await askVerifier(verifier.url, '{')).status).toBe(400);
    }
    const ready = await fetch(`${verifier.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { ready: false, checks: { database: false } }]);
    expect((await fetch(`${verifier.url}/livez`)).status).toBe(200);
    wire.set('whole');
    const unknown = () => askVerifier(verifier.url, { key: issueSecretCredential(randomBytes).key });
    await vi.waitFor(async () => expect((await unknown()).body).toMatchObject({ code: 'NOT_FOUND' }), 60_000);
    await verifier.stop();
    wire.close();
  });
});

describe('readiness', () => {
  const knownSecretIds = [new Keyring(new Uint8Array(32), []).currentId];
  const probeOf = (changes: { skewMs?: number; ids?: readonly string[] }, clock = standingClock()) =>
    new ReadinessProbe({
      pool,
      clock,
      measureSkewMs: async () => changes.skewMs ?? 0,
      knownSecretIds: changes.ids ?? knownSecretIds,
    });
  const ids = async () =>
    (await pool.query('SELECT DISTINCT secret_id AS id FROM key_credential')).rows.map((r) => r.id);

  it('is given up to a skew of 30 s in either direction, and not beyond', async () => {
    for (const [skewMs, ready] of [
      [30_000, true],
      [-30_000, true],
      [30_001, false],
      [-30_001, false],
    ] as const) {
      expect(await probeOf({ skewMs, ids: await ids() }).read()).toMatchObject({ ready, checks: { clock: ready } });
    }
  });

  it('is not given without a secret that rows need, or with a migration missing', async () => {
    expect(await probeOf({}).read()).toMatchObject({ ready: false, checks: { migrations: true, secret: false } });
    await pool.query('BEGIN');
    await pool.query('DELETE FROM _prisma_migrations');
    const unmigrated = await probeOf({ ids: await ids() }).read();
    await pool.query('ROLLBACK');
    expect(unmigrated).toMatchObject({ ready: false, checks: { database: true, migrations: false } });
  });

  it('is measured once for many who ask, and again after a second', async () => {
    const clock = standingClock();
    let measured = 0;
    const measureSkewMs = async () => ++measured;
    const probe = new ReadinessProbe({ pool, clock, measureSkewMs, knownSecretIds: await ids() });
    await Promise.all([probe.read(), probe.read(), probe.read()]);
    clock.move(999);
    await probe.read();
    expect(measured).toBe(1);
    clock.move(1);
    await probe.read();
    expect(measured).toBe(2);
  });
});

describe('a verifier that is told to stop', () => {
  it('answers what is under way, then closes the connection', async () => {
    const verifier = await startTestVerifier();
    const socket = net.connect(verifier.port, '127.0.0.1').setEncoding('utf8');
    const body = JSON.stringify({ key: key.key });
    socket.write('POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write(`Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`);
    const [interim] = await once(socket, 'data');
    expect(interim).toContain('100 Continue');
    const stopped = Promise.all([verifier.stop(), verifier.stop()]);
    socket.write(body);
    const [answer] = await once(socket, 'data');
    expect(answer).toContain('"code":"VALID"');
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    await stopped;
    await expect(fetch(`${verifier.url}/livez`)).rejects.toThrow();
    const { rows } = await pool.query('SELECT count(*)::int AS uses FROM key_last_use');
    expect(rows).toEqual([{ uses: 1 }]);
  });
});
