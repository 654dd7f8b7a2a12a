import { randomInt } from 'node:crypto';
import type { Fingerprint } from './record-memo';
import type { VerificationRecord } from './verification-record';

/** Sums that are independent of each other; a wrong secret passes one of them with a probability of 2^-31, and all with 2^-124. */
const SUMS = 4;
/** Drawn below this. A product with two characters of seven bits stays below 2^45, and the sum of a secret's below 2^53: exact. */
const LARGEST_FACTOR = 2 ** 31;

/**
 * Which secrets were found right by their MAC, so that the next request with the same one need not compute it again: that
 * takes longer than the rest of a verdict together. No secret is kept, only four sums of its characters in pairs, each weighted by
 * factors that are drawn when the process starts and never leave it (multilinear hashing, Carter and Wegman 1979). They say
 * nothing about a secret that could be tried without the process, hold 124 of its 256 bits, and are forgotten with the
 * record, at the latest after a minute.
 */
export class ProvenSecrets {
  readonly #factors: Float64Array;
  readonly #length: number;

  /** @param length of every secret, in characters, which are ASCII */
  constructor(length: number) {
    this.#length = length;
    this.#factors = Float64Array.from({ length: Math.ceil(length / 2) * SUMS }, () => randomInt(LARGEST_FACTOR));
  }

  /** Whether this secret was proven for the record. Takes the same time for any record, also for none, and any secret. */
  has(record: VerificationRecord | null, secret: string): boolean {
    const presented = this.#fingerprint(secret);
    const proven = record === null ? null : record.memo.fingerprint;
    const differs = proven === null ? 1 : difference(presented, proven);
    return differs === 0;
  }

  /** To be called once its MAC was right. */
  add(record: VerificationRecord, secret: string): void {
    record.memo.fingerprint = this.#fingerprint(secret);
  }

  #fingerprint(secret: string): Fingerprint {
    if (secret.length !== this.#length) throw new RangeError(`a secret has ${this.#length} characters`);
    const factors = this.#factors;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let index = 0, at = 0; index < secret.length; index += 2, at += SUMS) {
      const second = index + 1 < secret.length ? secret.charCodeAt(index + 1) : 0;
      const pair = secret.charCodeAt(index) * 128 + second;
      a += pair * (factors[at] ?? 0);
      b += pair * (factors[at + 1] ?? 0);
      c += pair * (factors[at + 2] ?? 0);
      d += pair * (factors[at + 3] ?? 0);
    }
    return [a, b, c, d];
  }
}

/** 0 when all are equal; looks at each of them in any case. */
function difference(one: Fingerprint, other: Fingerprint): number {
  return (
    Number(one[0] !== other[0]) |
    Number(one[1] !== other[1]) |
    Number(one[2] !== other[2]) |
    Number(one[3] !== other[3])
  );
}
