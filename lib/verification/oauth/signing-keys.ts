import { performance } from 'node:perf_hooks';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type JWK,
} from 'jose';
import type pg from 'pg';
import type { Clock } from '@/lib/kernel/clock';
import { MINUTE, SECOND } from '@/lib/kernel/instant';
import type { Keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { planRotation, publishedKeysAt, type ScheduledKey, signingKeyAt } from './signing-key-schedule';
import { readSigningKeys, rotateSigningKeys, type StoredKey } from './store-signing-keys';

/** What every resource server of RFC 9068 can check; its checking is also the cheapest (docs/decisions/0016). */
export const ALGORITHM = 'RS256';
const MODULUS_BITS = 2048;

/** Within this a new key is known everywhere, a day before it signs, and one that was deleted is forgotten. */
const READ_EVERY = MINUTE;
/** Signatures that name unknown keys make us look again, but not more often. */
const LOOK_AGAIN_AFTER = SECOND;

type PublicKey = Awaited<ReturnType<typeof importJWK>>;
type PrivateKey = Awaited<ReturnType<typeof importPKCS8>>;
type KnownKey = ScheduledKey & {
  publicJwk: JWK;
  publicKey: PublicKey;
  /** Null when it is sealed with a secret that this process was not given. */
  privateKey: PrivateKey | null;
};

export type SigningKeysWith = {
  pool: pg.Pool;
  keyring: Pick<Keyring, 'seal' | 'open' | 'currentId' | 'ids'>;
  clock: Clock;
};

/**
 * The keys that sign access tokens, kept in memory and rotated in the database. The first one is made when somebody asks for
 * a token or for the keys: who does without OAuth has none. Private halves never leave this object.
 */
export class SigningKeys {
  readonly #with: SigningKeysWith;
  #known: KnownKey[] | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #isWanted = false;
  #reading: Promise<KnownKey[]> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(using: SigningKeysWith) {
    this.#with = using;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#readQuietly(), READ_EVERY).unref();
    this.#readQuietly();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading?.catch(() => undefined);
  }

  /** The key that signs now. @throws when it cannot be read or opened */
  async current(): Promise<{ id: string; privateKey: PrivateKey }> {
    const { clock } = this.#with;
    const known = await this.#keys();
    const found = signingKeyAt(known, clock.now()) ?? signingKeyAt(await this.#read(), clock.now());
    if (found === undefined) throw new Error('there is no key to sign with');
    const { id, privateKey } = found;
    if (privateKey === null) throw new Error(`signing key ${id} is sealed with the secret ${found.secretId}`);
    return { id, privateKey };
  }

  /** The key with that id, while its signatures count; null when there is none. @throws when that cannot be told */
  async find(id: string): Promise<PublicKey | null> {
    const { clock } = this.#with;
    const among = (keys: readonly KnownKey[]) => publishedKeysAt(keys, clock.now()).find((key) => key.id === id);
    const known = this.#known ?? (await this.#read());
    // Every key but the first is seen a day before it signs; that one may have been made a moment ago.
    const isOutdated = known.length === 0 || performance.now() - this.#readAt > LOOK_AGAIN_AFTER;
    const found = among(known) ?? (isOutdated ? among(await this.#read()) : undefined);
    return found?.publicKey ?? null;
  }

  /** A JWK Set (RFC 7517 §5): what signs, what will, and what lately did. */
  async published(): Promise<{ keys: JWK[] }> {
    const keys = publishedKeysAt(await this.#keys(), this.#with.clock.now());
    return { keys: keys.map(({ publicJwk }) => publicJwk) };
  }

  async #keys(): Promise<KnownKey[]> {
    this.#isWanted = true;
    if (this.#known !== null && this.#known.length > 0) return this.#known;
    const read = await this.#read();
    // One that was under way did not know yet that a key is wanted.
    return read.length > 0 ? read : this.#read();
  }

  #readQuietly(): void {
    this.#read().catch((error: unknown) => log.warn({ reason: String(error) }, 'signing keys could not be read'));
  }

  /** One reading for all who ask meanwhile. */
  #read(): Promise<KnownKey[]> {
    this.#reading ??= this.#readAndRotate().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readAndRotate(): Promise<KnownKey[]> {
    const { pool, keyring, clock } = this.#with;
    const plan = (keys: readonly ScheduledKey[]) => planRotation(keys, keyring, clock.now());
    let stored = await readSigningKeys(pool);
    const { next, gone } = plan(stored);
    if ((next !== null || gone.length > 0) && (stored.length > 0 || this.#isWanted)) {
      // Made before the lock is taken: finding primes takes a while.
      const fresh = next === null ? null : await makeKey(keyring);
      stored = await rotateSigningKeys(pool, fresh, plan, clock.now());
      log.info({ keys: stored.map(({ id }) => id) }, 'signing keys were rotated');
    }
    const before = this.#known ?? [];
    const known = stored.map(async (key) => before.find(({ id }) => id === key.id) ?? toKnown(key, keyring));
    this.#known = await Promise.all(known);
    this.#readAt = performance.now();
    return this.#known;
  }
}

async function makeKey(keyring: SigningKeysWith['keyring']): Promise<Omit<StoredKey, 'activeFrom'>> {
  const pair = await generateKeyPair(ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const id = await calculateJwkThumbprint(jwk);
  const pkcs8 = new TextEncoder().encode(await exportPKCS8(pair.privateKey));
  const { ciphertext, secretId } = keyring.seal('signing-key', pkcs8, id);
  return { id, publicJwk: { ...jwk, kid: id, alg: ALGORITHM, use: 'sig' }, privateKey: ciphertext, secretId };
}

async function toKnown(stored: StoredKey, keyring: SigningKeysWith['keyring']): Promise<KnownKey> {
  const { id, activeFrom, secretId, publicJwk, privateKey } = stored;
  const publicKey = await importJWK(publicJwk, ALGORITHM);
  const scheduled = { id, activeFrom, secretId, publicJwk, publicKey };
  if (!keyring.ids.includes(secretId)) return { ...scheduled, privateKey: null };
  const pkcs8 = new TextDecoder().decode(keyring.open('signing-key', privateKey, id, secretId));
  return { ...scheduled, privateKey: await importPKCS8(pkcs8, ALGORITHM) };
}
