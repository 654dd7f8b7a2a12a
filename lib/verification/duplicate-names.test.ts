import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDuplicateNames } from './duplicate-names';

const check = (text: string) => hasDuplicateNames(text, JSON.parse(text) as object);

describe('duplicate names in JSON', () => {
  it.each([
    '{"key":"a","key":"b"}',
    '{"key":"a","\\u006bey":"b"}',
    '{"a":{"b":1,"b":1}}',
    '[{"a":[{"b":null,"c":2,"b":null}]}]',
    '{"__proto__":1,"__proto__":2}',
    '{"1":1,"1":1}',
    '{"":1,"":1}',
    '{"a":{"x":1},"a":{"x":1,"y":2}}',
  ])('are found in %s', (text) => {
    expect(check(text)).toBe(true);
  });

  it.each([
    '{}',
    '[]',
    '{"a":{"a":{"a":[]}}}',
    '{"a":"b:c","b":"\\":\\":"}',
    '{"a\\\\":":","b":"\\\\"}',
    '{"__proto__":{"__proto__":1},"constructor":2}',
    '[{"a":1},{"a":1}]',
  ])('are not seen in %s', (text) => {
    expect(check(text)).toBe(false);
  });

  it('are never seen in what JSON.stringify wrote, and always in what repeats a member', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.string(), (members, name) => {
        const text = JSON.stringify({ ...members, [name]: 0 });
        expect(check(text)).toBe(false);
        expect(check(`${text.slice(0, -1)},${JSON.stringify(name)}:1}`)).toBe(true);
      }),
    );
  });

  it('are found in flat objects of strings, whatever the second value is, and not seen without', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', ':', ',', '{', '}', 'é') });
    const values = fc.constantFrom('"again"', '""', '1', 'null', '[]', '{"x":"y"}', '["x","y"]');
    fc.assert(
      fc.property(fc.dictionary(plain, plain, { minKeys: 1 }), values, (members, value) => {
        const text = JSON.stringify(members);
        const [name = ''] = Object.keys(members);
        expect(check(text)).toBe(false);
        expect(check(`{${JSON.stringify(name)}:${value},${text.slice(1)}`)).toBe(true);
      }),
    );
  });

  it('are looked for without recursion: 8,000 levels are no stack overflow', () => {
    expect(check('['.repeat(8_000) + ']'.repeat(8_000))).toBe(false);
  });
});
