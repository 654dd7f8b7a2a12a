import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DAY, MINUTE, toDate } from '@/lib/kernel/instant';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { Keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { countSecretUses } from '@/lib/platform/secret-status';
import { makeCompany, makeKey, standingClock } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { SigningKeys } from './signing-keys';
import { basic, postForm, tokenFor } from './test-forms';

const pool = new pg.Pool({ connectionString: config().databaseUrl });
afterAll(() => pool.end());
// Finding primes takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let secret: Uint8Array;
let ring: Keyring;
let verifiers: Awaited<ReturnType<typeof startTestVerifier>>[] = [];
beforeEach(async () => {
  await database().signingKey.deleteMany();
  secret = randomBytes(32);
  ring = new Keyring(secret, []);
});
afterEach(async () => {
  await Promise.all(verifiers.map((verifier) => verifier.stop()));
  verifiers = [];
});

const keysOf = (clock: ReturnType<typeof standingClock>, keyring = ring) => new SigningKeys({ pool, keyring, clock });
const stored = () => database().signingKey.findMany({ orderBy: { activeFrom: 'asc' } });

test('of many verifiers that start at once on an empty database one makes the key, and all sign with it', async () => {
  const many = Array.from({ length: 4 }, () => keysOf(standingClock()));
  const ids = await Promise.all(many.map(async (keys) => (await keys.current()).id));
  expect(new Set(ids).size).toBe(1);
  expect((await stored()).map(({ id }) => id)).toEqual([ids[0]]);
});

test('of many that find a rotation due one makes the next key, which is published a day before it signs', async () => {
  const clock = standingClock();
  const { id: first } = await keysOf(clock).current();
  clock.move(29 * DAY);
  const many = Array.from({ length: 4 }, () => keysOf(clock));
  for (const keys of await Promise.all(many.map((one) => one.published()))) expect(keys.keys).toHaveLength(2);
  expect(await stored()).toHaveLength(2);
  const [one] = many;
  expect((await one?.current())?.id).toBe(first);
  clock.move(DAY);
  expect((await one?.current())?.id).not.toBe(first);
  expect((await one?.published())?.keys.map(({ kid }) => kid)).toContain(first);
  clock.move(10 * MINUTE);
  expect((await one?.published())?.keys.map(({ kid }) => kid)).not.toContain(first);
  expect((await keysOf(clock).published()).keys).toHaveLength(1);
  expect(await stored()).toHaveLength(1);
});

test('the private half stands nowhere but sealed, and is bound to its row', async () => {
  const { keys } = await keysOf(standingClock()).published();
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const [row] = await stored();
  if (row === undefined) throw new Error('one was made');
  expect(Buffer.from(row.privateKey).toString('latin1')).not.toContain('PRIVATE KEY');
  expect(Buffer.from(ring.open('signing-key', row.privateKey, row.id, row.secretId)).toString()).toContain(
    'PRIVATE KEY',
  );
  expect(() => ring.open('signing-key', row.privateKey, 'another', row.secretId)).toThrow();
});

test('under a new secret the key signs on, is counted as hanging on the old one, and is followed after a day', async () => {
  const clock = standingClock();
  const before = (await keysOf(clock).current()).id;
  const next = new Keyring(randomBytes(32), [secret]);
  expect((await keysOf(clock, next).current()).id).toBe(before);
  const rows = async (id: string) =>
    (await countSecretUses(pool)).find((use) => use.table === 'signing_key' && use.secretId === id)?.rows;
  expect([await rows(ring.currentId), await rows(next.currentId)]).toEqual([1, 1]);
  clock.move(DAY + 10 * MINUTE);
  const after = keysOf(clock, next);
  expect((await after.current()).id).not.toBe(before);
  expect([await rows(ring.currentId), await rows(next.currentId)]).toEqual([undefined, 1]);
});

test('without its secret a key is published and signs nothing', async () => {
  const clock = standingClock();
  const { id } = await keysOf(clock).current();
  const stranger = keysOf(clock, new Keyring(randomBytes(32), []));
  await expect(stranger.current()).rejects.toThrow('is sealed with the secret');
  expect((await stranger.published()).keys[0]?.kid).toBe(id);
});

async function startTwo(clock = standingClock()) {
  const company = await makeCompany(newId('cmp').slice(4).toLowerCase());
  const key = await makeKey(company.id, { kind: 'COMPANY', id: company.id });
  const settings = { clock, publicUrl: 'https://keys.example' };
  verifiers = await Promise.all([startTestVerifier(settings), startTestVerifier(settings)]);
  const [one, two] = verifiers;
  if (one === undefined || two === undefined) throw new Error('two were started');
  const path = `/c/${company.slug}`;
  const introspect = async (token: string, at = two) =>
    (await postForm(`${at.url}${path}/oauth/introspect`, { token }, basic(key))).body['active'];
  return { clock, company, key, one, two, path, introspect };
}

test('no key is made before one is asked for', async () => {
  const keys = keysOf(standingClock());
  keys.start();
  expect(await keys.find('x')).toBeNull();
  await keys.stop();
  expect(await stored()).toEqual([]);
});

test('a token of one verifier is good at another that has not seen the key yet', async () => {
  const { key, one, two, path, introspect } = await startTwo();
  expect(await introspect('x.y.z', two)).toBe(false);
  expect(await introspect(await tokenFor(`${one.url}${path}`, key), two)).toBe(true);
});

test('tokens survive a rotation: who keeps the keys for a day can check every token, old and new', async () => {
  const { clock, company, key, one, path, introspect } = await startTwo();
  const check = async (token: string, keys: ReturnType<typeof createLocalJWKSet>) =>
    jwtVerify(token, keys, { issuer: `https://keys.example${path}`, currentDate: toDate(clock.now()) });
  await tokenFor(`${one.url}${path}`, key);
  clock.move(29 * DAY);
  // As after a restart or a minute: both read again.
  await Promise.all(verifiers.map((verifier) => verifier.stop()));
  verifiers = [await startTestVerifier({ clock, publicUrl: 'https://keys.example' })];
  const [running] = verifiers;
  if (running === undefined) throw new Error('one was started');
  const jwks = new URL(`${running.url}/.well-known/jwks.json`);
  const kept = createLocalJWKSet(await (await fetch(jwks)).json());
  clock.move(DAY - 2 * MINUTE);
  const old = await tokenFor(`${running.url}${path}`, key);
  clock.move(2 * MINUTE);
  const fresh = await tokenFor(`${running.url}${path}`, key);
  const heads = await Promise.all([old, fresh].map(async (token) => (await check(token, kept)).protectedHeader.kid));
  expect(new Set(heads).size).toBe(2);
  for (const token of [old, fresh]) {
    expect((await check(token, createRemoteJWKSet(jwks) as never)).payload['company']).toBe(company.slug);
    expect(await introspect(token, running)).toBe(true);
  }
});

test('deleting the keys ends every token within a minute, and new ones are signed by another', async () => {
  const { key, one, path, introspect } = await startTwo();
  const token = await tokenFor(`${one.url}${path}`, key);
  const [before] = await stored();
  await database().signingKey.deleteMany();
  const late = await startTestVerifier({ clock: standingClock(), publicUrl: 'https://keys.example' });
  verifiers.push(late);
  expect(await introspect(token, late)).toBe(false);
  expect(await introspect(await tokenFor(`${late.url}${path}`, key), late)).toBe(true);
  expect((await stored()).map(({ id }) => id)).not.toContain(before?.id);
});
