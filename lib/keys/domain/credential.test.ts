import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuePublishableCredential, issueSecretCredential, parseKey, parsePair } from './credential';

const CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-+/=. \n\u0000é０'];

/** Every text that differs from `text` in one place: another character, one less, one more, two swapped. */
function* slipsOf(text: string): Generator<string> {
  for (let index = 0; index <= text.length; index++) {
    const [before, after] = [text.slice(0, index), text.slice(index)];
    for (const character of CHARACTERS) {
      yield before + character + after;
      if (after !== '' && character !== after[0]) yield before + character + after.slice(1);
    }
    if (after !== '') yield before + after.slice(1);
    const [first = '', second = ''] = after;
    if (first !== second && second !== '') yield before + second + first + after.slice(2);
  }
}

describe('a full key', () => {
  it('is read back as it was issued, whole or in two halves', () => {
    for (let round = 0; round < 100; round++) {
      const credential = issueSecretCredential(randomBytes);
      expect(credential.accessKey).toMatch(/^kd_[0-9A-Za-z]{16}$/);
      expect(credential.accessSecret).toMatch(/^[0-9A-Za-z]{49}$/);
      expect(credential.key).toBe(`${credential.accessKey}_${credential.accessSecret}`);
      expect(parseKey(credential.key)).toEqual(credential);
      expect(parsePair(credential.accessKey, credential.accessSecret)).toEqual(credential);
    }
  });

  it('is refused after any slip in one place', () => {
    const { key } = issueSecretCredential(randomBytes);
    const accepted = [...slipsOf(key)].filter((slip) => slip !== key && parseKey(slip) !== null);
    expect(accepted).toEqual([]);
  });

  it('has a checksum over both halves: halves of two keys do not fit', () => {
    const [one, other] = [issueSecretCredential(randomBytes), issueSecretCredential(randomBytes)];
    expect(parsePair(one.accessKey, other.accessSecret)).toBeNull();
    expect(parseKey(`${one.accessKey}_${other.accessSecret}`)).toBeNull();
  });

  it('never comes twice, and its secret draws at least 256 bits', () => {
    let drawn = 0;
    const counting = (size: number) => {
      drawn += size;
      return randomBytes(size);
    };
    const keys = new Set(Array.from({ length: 1_000 }, () => issueSecretCredential(counting).accessSecret));
    expect(keys.size).toBe(1_000);
    expect(drawn).toBeGreaterThanOrEqual(1_000 * (16 + 43));
    expect(43 * Math.log2(62)).toBeGreaterThan(256);
  });
});

describe('a publishable key', () => {
  it('is read back as it was issued, and refused after any slip in one place', () => {
    const credential = issuePublishableCredential(randomBytes);
    expect(credential.accessKey).toMatch(/^kdp_[0-9A-Za-z]{28}$/);
    expect(parseKey(credential.accessKey)).toEqual(credential);
    const slips = [...slipsOf(credential.accessKey)].filter((slip) => slip !== credential.accessKey);
    expect(slips.filter((slip) => parseKey(slip) !== null)).toEqual([]);
  });

  it('has no halves', () => {
    const { accessKey } = issuePublishableCredential(randomBytes);
    const { accessSecret } = issueSecretCredential(randomBytes);
    expect(parsePair(accessKey, accessSecret)).toBeNull();
    expect(parsePair(accessKey, '')).toBeNull();
  });
});

describe('anything else', () => {
  it('is refused, whatever it is', () => {
    const { accessKey, accessSecret, key } = issueSecretCredential(randomBytes);
    for (const text of ['', 'kd_', accessKey, accessSecret, ` ${key}`, `${key}\n`, key.toUpperCase(), `${key}${key}`]) {
      expect(parseKey(text)).toBeNull();
    }
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => parseKey(text) === null));
    fc.assert(
      fc.property(fc.stringMatching(/^kd_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/), (text) => parseKey(text) === null),
    );
    expect(parsePair(`${accessKey}_`, accessSecret)).toBeNull();
    expect(parsePair(accessKey, `${accessSecret}\n`)).toBeNull();
  });
});
