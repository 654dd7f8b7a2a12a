import type { APIResponse } from 'playwright/test';
import { expect, test } from './fixtures';
import { demo } from './support/installation';

const RULES = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The nonce of an answer, which must carry every rule. */
function nonceOf(answer: APIResponse): string {
  expect(answer.headers()).toMatchObject(RULES);
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  const [, nonce = ''] = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/.exec(policy) ?? [];
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  return nonce;
}

test('a page carries the rules, is kept by nobody, and all its scripts have the nonce of its own answer', async ({
  page,
}) => {
  const answers = [await page.request.get('/sign-in'), await page.request.get('/sign-in')];
  for (const answer of answers) {
    expect(answer.headers()['cache-control']).toBe('private, no-store');
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(answer)}"`);
  }
  expect(new Set(answers.map(nonceOf)).size).toBe(answers.length);
});

test('so do answers that are no page: an unknown address, a lead elsewhere, a refusal', async ({ page }) => {
  const elsewhere = new URL('/security', demo().consoleUrl).href.replace('localhost', '127.0.0.1');
  const forged = { headers: { origin: 'https://elsewhere.example' }, data: 'x', maxRedirects: 0 };
  const answers: [number, APIResponse][] = [
    [404, await page.request.get('/nothing-here')],
    [307, await page.request.get('/security', { maxRedirects: 0 })],
    [308, await page.request.get(elsewhere, { maxRedirects: 0 })],
    [403, await page.request.post('/sign-in', forged)],
  ];
  for (const [status, answer] of answers) {
    expect(answer.status()).toBe(status);
    nonceOf(answer);
    expect(answer.headers()['cache-control']).toContain('no-store');
  }
});
