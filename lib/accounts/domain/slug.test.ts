import { expect, test } from 'vitest';
import { isSlug, slugOf } from './slug';

test('a slug is what a path and a token list can carry', () => {
  expect(slugOf('Northwind Numbering')).toBe('northwind-numbering');
  expect(slugOf('  Núñez & Söhne GmbH! ')).toBe('nunez-sohne-gmbh');
  expect(slugOf('Łódź Weißøre Ægir')).toBe('lodz-weissore-aegir');
  expect(slugOf('株式会社')).toBe('company');
  for (const name of ['Northwind Numbering', '株式会社', `${'a'.repeat(39)} b`, '--x--'])
    expect(isSlug(slugOf(name))).toBe(true);
});

test('what is no slug is refused', () => {
  for (const text of ['', '-a', 'a-', 'A', 'a b', 'a/b', 'ä', 'a'.repeat(41)]) expect(isSlug(text)).toBe(false);
});
