import { expect, it } from 'vitest';
import { isPrintable } from './text';

it.each(['Billing export', 'Šanta Ünïcode', '鍵 🔑', 'می\u200cخواهم', '👩\u200d🚀', ''])(
  '%j can be read as it is',
  (text) => {
    expect(isPrintable(text)).toBe(true);
  },
);

it.each([
  ['NUL', '\0'],
  ['a line break', '\n'],
  ['half a character', '\ud83d'],
  ['a mark that turns the line', '\u202e'],
  ['a mark that says which way it runs', '\u200f'],
  ['a space without width', '\u200b'],
  ['a joiner without effect', '\u2060'],
  ['a soft hyphen', '\u00ad'],
  ['a byte order mark', '\ufeff'],
])('%s inside a name is refused', (_, mark) => {
  expect(isPrintable(`a${mark}b`)).toBe(false);
});
