import { createHmac, hash } from 'node:crypto';

/** SHA-256 works on blocks of 64 bytes, and a key is filled up to one with zeros. */
const BLOCK = 64;
const DIGEST = 32;
/** Anything that is short enough to be a credential takes the quick way. */
const LONGEST_QUICK = 1024;

/**
 * HMAC-SHA-256 (RFC 2104) under one key. What `createHmac` gives, at half the time: that makes an object of OpenSSL for each
 * message, while two calls of the one-shot `hash` make none. A verdict computes one, and spends most of its time in it.
 */
export class HmacSha256 {
  readonly #key: Uint8Array;
  /** The key, once with each of the two pads of RFC 2104, and room for what follows it. */
  readonly #inner = Buffer.alloc(BLOCK + LONGEST_QUICK, 0x36);
  readonly #outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);

  /** @param key at most 64 bytes */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK) throw new RangeError(`a key of ${key.length} bytes would have to be hashed first`);
    this.#key = key;
    key.forEach((byte, index) => {
      this.#inner[index] = byte ^ 0x36;
      this.#outer[index] = byte ^ 0x5c;
    });
  }

  /** 32 bytes. Text counts as UTF-8. */
  digest(message: string | Uint8Array): Buffer {
    // A character of UTF-16 has at most three bytes.
    if (message.length * 3 > LONGEST_QUICK) return createHmac('sha256', this.#key).update(message).digest();
    const length = typeof message === 'string' ? this.#inner.write(message, BLOCK) : this.#copy(message);
    const inner = this.#inner.subarray(0, BLOCK + length);
    // As a text of one byte each: `hash` is slow to make buffers.
    this.#outer.write(hash('sha256', inner, 'binary'), BLOCK, 'latin1');
    return Buffer.from(hash('sha256', this.#outer, 'binary'), 'latin1');
  }

  #copy(message: Uint8Array): number {
    this.#inner.set(message, BLOCK);
    return message.length;
  }
}
