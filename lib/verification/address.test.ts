import net from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, isAddress, parseAddress, parseRange } from './address';

function isIn(range: string, address: string): boolean {
  const parsed = { range: parseRange(range), address: parseAddress(address) };
  if (parsed.range === null || parsed.address === null) throw new Error(`no range or no address: ${range}, ${address}`);
  return covers(parsed.range, parsed.address);
}

describe('an address', () => {
  it.each([
    '203.0.113.09',
    '203.0.113',
    '203.0.113.256',
    '0x7f.1',
    '3405803785',
    ' 203.0.113.9',
    '203.0.113.9 ',
    '203.0.113.9:443',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '2001:db8::1::2',
    '12345::',
    '1:2:3:4:5:6:7',
    '203.0.113.0/24',
    'localhost',
    '',
  ])('is not read from %j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it.each([
    ['2001:db8::1', [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]],
    ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['1::', [1, 0, 0, 0, 0, 0, 0, 0]],
    ['::1', [0, 0, 0, 0, 0, 0, 0, 1]],
    ['1:2:3:4:5:6:7:8', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['64:ff9b::192.0.2.33', [0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221]],
    ['192.0.2.33', [0, 0, 0, 0, 0, 0xffff, 0xc000, 0x221]],
  ])('%s is read group by group', (text, groups) => {
    expect(parseAddress(text)).toEqual(groups);
  });

  it('of four numbers is what Node takes for one', () => {
    const part = fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '0', '00', '01', '1e1', '+1', ' 1', '٣'));
    const quad = fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(quad, (text) => {
        expect(isAddress(text)).toBe(net.isIPv4(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same however IPv4 is written', () => {
    expect(parseAddress('::ffff:203.0.113.9')).toEqual(parseAddress('203.0.113.9'));
    expect(parseAddress('::FFFF:cb00:7109')).toEqual(parseAddress('203.0.113.9'));
  });
});

describe('a range', () => {
  it.each([
    '203.0.113.0/33',
    '2001:db8::/129',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '203.0.113.0/08',
    '/8',
    'x/8',
    '1.2.3.4/8/8',
  ])('is not read from %j', (text) => {
    expect(parseRange(text)).toBeNull();
  });

  it.each([
    ['203.0.113.0/24', '203.0.113.255', '203.0.114.0'],
    ['203.0.113.128/25', '203.0.113.128', '203.0.113.127'],
    ['203.0.113.9', '203.0.113.9', '203.0.113.8'],
    ['203.0.113.9', '::ffff:203.0.113.9', '::ffff:203.0.113.10'],
    ['::ffff:203.0.113.0/120', '203.0.113.7', '203.0.112.7'],
    ['2001:db8::/33', '2001:db8:7fff::1', '2001:db8:8000::1'],
    ['2001:db8::1', '2001:0db8:0:0::1', '2001:db8::2'],
    ['0.0.0.0/0', '198.51.100.7', '2001:db8::1'],
    ['::/0', '2001:db8::1', '198.51.100.7'],
  ])('%s holds %s and not %s', (range, inside, outside) => {
    expect(isIn(range, inside)).toBe(true);
    expect(isIn(range, outside)).toBe(false);
  });

  it('holds exactly the addresses with the same leading bits', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const quad = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 32 }), (base, address, prefix) => {
        const mask = prefix === 0 ? 0 : (0xffff_ffff << (32 - prefix)) >>> 0;
        const expected = ((base ^ address) & mask) === 0;
        expect(isIn(`${quad(base)}/${prefix}`, quad(address))).toBe(expected);
        expect(isIn(`${quad(base)}/${prefix}`, quad(((base & mask) | (address & ~mask)) >>> 0))).toBe(true);
      }),
    );
  });
});
