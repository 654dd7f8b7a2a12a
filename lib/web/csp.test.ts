import { expect, test } from 'vitest';
import { contentSecurityPolicy, newNonce, securityHeaders } from './csp';

test('a nonce is never used twice', () => {
  expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100);
});

test('no script runs without the nonce, and nobody may frame a page', () => {
  const policy = contentSecurityPolicy('N0nce');
  expect(policy).toContain("script-src 'self' 'nonce-N0nce' 'strict-dynamic';");
  expect(policy.match(/script-src[^;]*unsafe/)).toBeNull();
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.startsWith("default-src 'none'")).toBe(true);
});

test('https is demanded only where it is used', () => {
  expect(securityHeaders(true)['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  expect(securityHeaders(false)['strict-transport-security']).toBeUndefined();
});

test('pages are kept by nobody, sniffed by nobody and name no page to others', () => {
  expect(securityHeaders(false)).toMatchObject({
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
});
