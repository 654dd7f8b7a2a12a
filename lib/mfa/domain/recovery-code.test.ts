import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRecoveryCodes, readRecoveryCode, showRecoveryCode } from './recovery-code';

test('ten different codes of six groups, none with a character that looks like another', () => {
  const codes = makeRecoveryCodes((size) => new Uint8Array(randomBytes(size)));
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(showRecoveryCode(code)).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){5}[a-hjkmnp-z2-9]{4}$/);
    expect(readRecoveryCode(showRecoveryCode(code))).toBe(code);
  }
});

test('a code may be typed with capitals, blanks and without hyphens', () => {
  const code = 'nasdurzvspyj2vgtz9p3x75d';
  expect(readRecoveryCode(' NASD URZV SPYJ 2VGT Z9P3 X75D ')).toBe(code);
  expect(readRecoveryCode(code)).toBe(code);
});

test('what can be no code is refused before it is hashed', () => {
  for (const typed of ['', 'nasd', 'nasd-urzv-spyj-2vgt-z9p3-x750', 'nasd-urzv-spyj-2vgt-z9p3-x75d-x', '418203']) {
    expect(readRecoveryCode(typed)).toBeNull();
  }
});

test('bytes beyond the fair range are thrown away', () => {
  const bytes = [255, 254, 248, ...Array.from({ length: 300 }, (_, index) => index % 248)];
  let at = 0;
  const codes = makeRecoveryCodes((size) => Uint8Array.from({ length: size }, () => bytes[at++ % bytes.length] ?? 0));
  expect(codes[0]?.startsWith('abcd')).toBe(true);
});
