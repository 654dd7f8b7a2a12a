import { expect, test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import { inGroups, toBase32, totpStep, totpUri } from './totp';

// RFC 6238 appendix B, SHA-1: the last six digits of its eight.
const secret = toBase32(new TextEncoder().encode('12345678901234567890'));
const at = (seconds: number) => toInstant(seconds * 1_000);

test('the vectors of RFC 6238', () => {
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(totpStep(secret, '287082', at(59))).toBe(1n);
  expect(totpStep(secret, '081804', at(1_111_111_109))).toBe(37_037_036n);
  expect(totpStep(secret, '005924', at(1_234_567_890))).toBe(41_152_263n);
  expect(totpStep(secret, '353130', at(20_000_000_000))).toBe(666_666_666n);
});

test('one step before and after is accepted, two are not', () => {
  const step = 37_037_036;
  const within = (seconds: number) => totpStep(secret, '081804', at(seconds));
  expect(within((step + 2) * 30 - 1)).toBe(BigInt(step));
  expect(within((step - 1) * 30)).toBe(BigInt(step));
  expect(within((step + 2) * 30)).toBeNull();
  expect(within((step - 1) * 30 - 1)).toBeNull();
});

test('only six digits are a code', () => {
  for (const code of ['', '81804', '0818040', '08180x', '٠٨١٨٠٤', ' 081804']) {
    expect(totpStep(secret, code, at(1_111_111_109))).toBeNull();
  }
});

test('the address names the product, the person and the secret', () => {
  const uri = new URL(totpUri(secret, 'dana@northwind.example'));
  expect(uri.href.startsWith('otpauth://totp/Keydesk:dana')).toBe(true);
  expect(uri.searchParams.get('secret')).toBe(secret);
  expect(uri.searchParams.get('issuer')).toBe('Keydesk');
});

test('a secret is shown in groups of four', () => {
  expect(inGroups(secret)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
});
