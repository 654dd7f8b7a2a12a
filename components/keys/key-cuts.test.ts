import { expect, test } from 'vitest';
import { bladePath } from './key-cuts';

test('an Access Key always draws the same eight cuts', () => {
  expect(bladePath('kd_7Hq2mXv9RtLw3ZpA')).toBe(
    'M9.2 4.5H31.2L33.4 6.7L31.50 11.05L29.40 11.05L28.75 12.30L26.65 12.30L26.00 8.55L23.90 8.55L23.25 8.55L21.15 8.55' +
      'L20.50 7.30L18.40 7.30L17.75 9.80L15.65 9.80L15.00 11.05L12.90 11.05L12.25 11.05L10.15 11.05L9.2 9.5z',
  );
});

test('a publishable key is drawn from the first 16 characters after its prefix', () => {
  const start = 'kdp_c9WvTq2LmZ8yRf4N';
  expect(bladePath(`${start}xHbP0eKu7sJd`)).toBe(bladePath(`${start}00000000000000`));
});

test('a key of a shape that does not exist yet is still drawn', () => {
  expect(bladePath('x')).toMatch(/^M9\.2.*z$/);
});
