import { expect, test } from 'vitest';
import { downloadFileName } from './file-name';

test.each([
  ['Rate deck import', 'APIKey-Rate deck import-2026-11-18.key'],
  ['a/b\\c:d*e?f"g<h>i|j', 'APIKey-a_b_c_d_e_f_g_h_i_j-2026-11-18.key'],
  ['..hidden..', 'APIKey-__hidden__-2026-11-18.key'],
  ['..', 'APIKey-__-2026-11-18.key'],
  ['Ключ für 北京', 'APIKey-Ключ für 北京-2026-11-18.key'],
  ['tab\tline\n', 'APIKey-tab_line_-2026-11-18.key'],
])('%j becomes %s', (name, expected) => {
  expect(downloadFileName(name, '2026-11-18')).toBe(expected);
});

test('at most 120 characters of the name stay, and never half of one', () => {
  expect(downloadFileName('🔑'.repeat(200), '2026-11-18')).toBe(`APIKey-${'🔑'.repeat(120)}-2026-11-18.key`);
});
