import zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from './crc32';

it('has the check value that is known of it', () => {
  expect(crc32('123456789', 9)).toBe(0xcbf43926);
  expect(crc32('123456789', 0)).toBe(0);
});

it('is that of zlib for any ASCII text, up to where it is asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.nat(100), (text, length) => {
      const end = Math.min(length, text.length);
      expect(crc32(text, end)).toBe(zlib.crc32(text.slice(0, end)));
    }),
  );
});
