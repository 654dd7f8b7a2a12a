import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { config } from './config';
import { HmacSha256 } from './hmac';

/**
 * Everything that hangs on KEYDESK_SECRET. One derived key per use (HKDF-SHA-256, RFC 5869), so that no use can be played
 * against another. Rows remember the id of the secret they hang on; earlier secrets (KEYDESK_SECRET_PREVIOUS) check and
 * decrypt, and never write.
 */
export type KeyUse =
  | 'credential-pepper'
  | 'recovery-code'
  | 'totp-secret'
  | 'audit-chain'
  | 'audit-check'
  | 'signing-key'
  | 'audit-reference'
  | 'mail-secret'
  | 'sign-out-csrf';

type Secret = { id: string; material: Uint8Array; derived: Map<KeyUse, DerivedKey> };
type DerivedKey = { bytes: Buffer; hmac: HmacSha256 };

export class Keyring {
  readonly #secrets: Secret[];

  /** @param current writes and reads; @param previous only read. Each at least 32 bytes. */
  constructor(current: Uint8Array, previous: readonly Uint8Array[]) {
    this.#secrets = [current, ...previous].map((material) => ({
      id: secretId(material),
      material,
      derived: new Map(),
    }));
  }

  get currentId(): string {
    return this.#at(0).id;
  }

  get ids(): string[] {
    return this.#secrets.map((secret) => secret.id);
  }

  /** HMAC-SHA-256 under the current secret, or under the one named. @throws when that one is not known. */
  mac(use: KeyUse, message: string | Uint8Array, id: string = this.currentId): Uint8Array {
    return new Uint8Array(this.#derive(use, id).hmac.digest(message));
  }

  /** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the ciphertext. `boundTo` must be given again to open it. */
  seal(use: KeyUse, plaintext: Uint8Array, boundTo: string): { ciphertext: Uint8Array<ArrayBuffer>; secretId: string } {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#derive(use, this.currentId).bytes, nonce);
    cipher.setAAD(Buffer.from(boundTo, 'utf8'));
    const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { ciphertext: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body])), secretId: this.currentId };
  }

  /** @throws when the secret is not known, or the ciphertext was altered or belongs to something else. */
  open(use: KeyUse, sealed: Uint8Array, boundTo: string, id: string): Uint8Array {
    const decipher = createDecipheriv('aes-256-gcm', this.#derive(use, id).bytes, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(boundTo, 'utf8'));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]));
  }

  #derive(use: KeyUse, id: string): DerivedKey {
    const secret = this.#secrets.find((known) => known.id === id);
    if (secret === undefined) throw new Error(`secret ${id} is not among KEYDESK_SECRET and KEYDESK_SECRET_PREVIOUS`);
    const known = secret.derived.get(use);
    if (known !== undefined) return known;
    const bytes = derive(secret.material, use);
    const made = { bytes, hmac: new HmacSha256(bytes) };
    secret.derived.set(use, made);
    return made;
  }

  #at(index: number): Secret {
    const secret = this.#secrets[index];
    if (secret === undefined) throw new Error('a keyring has at least one secret');
    return secret;
  }
}

function derive(material: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', material, new Uint8Array(0), `keydesk/${label}/v1`, 32));
}

/** Names a secret without telling anything of it. */
function secretId(material: Uint8Array): string {
  return derive(material, 'secret-id').subarray(0, 6).toString('hex');
}

const slot = globalThis as typeof globalThis & { keydeskKeyring?: Keyring };

/** The process's keyring. @throws when KEYDESK_SECRET is unset. */
export function keyring(): Keyring {
  if (slot.keydeskKeyring === undefined) {
    const { secret, previousSecrets } = config();
    if (secret === undefined) throw new Error('KEYDESK_SECRET is not set');
    slot.keydeskKeyring = new Keyring(secret, previousSecrets);
  }
  return slot.keydeskKeyring;
}
