import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueSecretCredential, SECRET_LENGTH } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { ProvenSecrets } from './proven-secrets';
import { validRecord } from './test-records';

const newSecret = () => issueSecretCredential(randomBytes).accessSecret;
const character = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

describe('a secret is proven', () => {
  it('for the record that it was added to, and for no other and for none', () => {
    const proven = new ProvenSecrets(SECRET_LENGTH);
    const [record, other] = [validRecord(), validRecord()];
    const secret = newSecret();
    expect(proven.has(record, secret)).toBe(false);
    proven.add(record, secret);
    expect([record, other, null].map((one) => proven.has(one, secret))).toEqual([true, false, false]);
    expect(proven.has(record, newSecret())).toBe(false);
  });

  it('and none that differs from it: in one character, in two that make up for each other, or by their order', () => {
    const proven = new ProvenSecrets(SECRET_LENGTH);
    const record = validRecord();
    const secret = newSecret();
    proven.add(record, secret);
    const place = fc.nat(SECRET_LENGTH - 1);
    fc.assert(
      fc.property(place, place, character, character, (at, elsewhere, one, other) => {
        const characters = [...secret];
        characters[at] = one;
        characters[elsewhere] = other;
        const [first = '', last = ''] = [secret.at(at), secret.at(elsewhere)];
        const swapped = [...secret].with(at, last).with(elsewhere, first).join('');
        for (const changed of [characters.join(''), swapped]) {
          expect(proven.has(record, changed)).toBe(changed === secret);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('by sums that are exact and those of this process alone', () => {
    const largest = '~'.repeat(SECRET_LENGTH);
    const [one, other] = [new ProvenSecrets(SECRET_LENGTH), new ProvenSecrets(SECRET_LENGTH)];
    const record = validRecord();
    one.add(record, largest);
    expect(one.has(record, largest)).toBe(true);
    expect(one.has(record, `${largest.slice(0, -1)}}`)).toBe(false);
    expect(other.has(record, largest)).toBe(false);
    expect(() => one.has(record, 'short')).toThrow(RangeError);
  });
});
