import { expect, test } from 'vitest';
import { searchText } from './search-text';

test('is what was typed, and nothing for what no name can hold', () => {
  expect(searchText(' east ')).toBe('east');
  for (const text of [undefined, null, ['a', 'b'], 'a\0b', 'x'.repeat(201)]) expect(searchText(text)).toBe('');
});
