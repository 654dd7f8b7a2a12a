import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HmacSha256 } from './hmac';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('HMAC-SHA-256', () => {
  it.each([
    ['0b'.repeat(20), '4869205468657265', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      '4a656665',
      '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    ['aa'.repeat(20), 'dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  ])('gives the vectors of RFC 4231 (%#)', (key, message, mac) => {
    expect(new HmacSha256(hex(key)).digest(hex(message)).toString('hex')).toBe(mac);
  });

  it('is that of OpenSSL for every key and message, one after the other under the same key', () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 64 });
    const message = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.uint8Array({ maxLength: 2_000 }));
    fc.assert(
      fc.property(key, fc.array(message, { maxLength: 5 }), (given, messages) => {
        const mac = new HmacSha256(given);
        for (const one of messages) {
          expect(mac.digest(one)).toEqual(createHmac('sha256', given).update(one).digest());
        }
      }),
    );
  });

  it('gives each digest bytes of its own', () => {
    const mac = new HmacSha256(randomBytes(32));
    const first = mac.digest('a');
    const kept = Buffer.from(first);
    mac.digest('b');
    expect(first).toEqual(kept);
  });

  it('refuses a key that is longer than a block', () => {
    expect(() => new HmacSha256(randomBytes(65))).toThrow(RangeError);
  });
});
