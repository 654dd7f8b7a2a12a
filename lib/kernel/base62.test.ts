import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase62, encodeBase62, isBase62, randomBase62 } from './base62';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A source that gives these bytes one after the other, over and over. */
function sourceOf(bytes: readonly number[]): (size: number) => Uint8Array {
  let next = 0;
  return (size) => Uint8Array.from({ length: size }, () => bytes[next++ % bytes.length] ?? 0);
}

describe('random base62', () => {
  it('has every character equally often when every byte is', () => {
    const everyByte = Array.from({ length: 256 }, (_, byte) => byte);
    const text = randomBase62(248, sourceOf(everyByte));
    const counts = [...ALPHABET].map((character) => text.split(character).length - 1);
    expect(counts).toEqual(new Array(62).fill(4));
  });

  it('throws away the bytes that would favour the first eight characters, and draws again', () => {
    expect(randomBase62(3, sourceOf([248, 255, 251, 61, 250, 247, 0]))).toBe('zz0');
  });

  it('has the length asked for and no other characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (length) => {
        expect(randomBase62(length, randomBytes)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
      }),
    );
  });

  it('passes a chi-squared test on the real source', () => {
    const drawn = 62_000;
    const counts = new Map<string, number>();
    for (const character of randomBase62(drawn, randomBytes)) counts.set(character, (counts.get(character) ?? 0) + 1);
    const expected = drawn / 62;
    const chiSquared = [...ALPHABET].reduce((sum, c) => sum + ((counts.get(c) ?? 0) - expected) ** 2 / expected, 0);
    // 61 degrees of freedom: exceeded by a fair source once in ten million runs.
    expect(chiSquared).toBeLessThan(130);
  });
});

describe('encoding', () => {
  it('is positional, padded, and different for different numbers', () => {
    expect([0, 61, 62, 3843].map((value) => encodeBase62(value, 2))).toEqual(['00', '0z', '10', 'zz']);
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const text = encodeBase62(value, 9);
        expect([...text].reduce((sum, character) => sum * 62n + BigInt(ALPHABET.indexOf(character)), 0n)).toBe(
          BigInt(value),
        );
        expect(decodeBase62(text)).toBe(value);
        expect(decodeBase62(`_${text}`, 1)).toBe(value);
      }),
    );
  });

  it('refuses what does not fit, is negative or no whole number', () => {
    expect(encodeBase62(2 ** 32 - 1, 6)).toHaveLength(6);
    for (const value of [3844, -1, 0.5, Number.NaN, 2 ** 53]) expect(() => encodeBase62(value, 2)).toThrow(RangeError);
  });

  it('reads no other characters', () => {
    for (const other of ['_', '-', 'é', '0 ', '\u{1F511}']) {
      expect(decodeBase62(other)).toBeNaN();
      expect(isBase62(other, 0, other.length)).toBe(false);
    }
    expect(isBase62(ALPHABET, 0, ALPHABET.length)).toBe(true);
  });
});
