import type { Page, Response } from 'playwright/test';
import { expect, test } from './fixtures';
import { makeKey } from './support/keys';

const BUDGET_BYTES = 170_000;

type Script = { path: string; bytes: number; encoding: string | undefined };

/** Notes the scripts that the page fetches from now on. */
function watchScripts(page: Page): Response[] {
  const seen: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') seen.push(response);
  });
  return seen;
}

/** What came over the wire, the largest first. */
async function measure(responses: readonly Response[]): Promise<Script[]> {
  const scripts = await Promise.all(
    responses.map(async (response) => ({
      path: new URL(response.url()).pathname,
      bytes: (await response.request().sizes()).responseBodySize,
      encoding: (await response.allHeaders())['content-encoding'],
    })),
  );
  return scripts.sort((a, b) => b.bytes - a.bytes);
}

test('the page of a key needs no more than 170 kB of script to begin with, and fetches the rest before it is wanted', async ({
  page,
  signedIn,
}) => {
  const { id } = await makeKey(await signedIn(), 'Billing export');
  const seen = watchScripts(page);
  await page.goto(`/user-control/keys/${id}`, { waitUntil: 'networkidle' });
  const first = await measure(seen);
  const total = first.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = first.slice(0, 6).map(({ path, bytes }) => `${bytes} ${path}`);
  expect(first.filter(({ bytes, encoding }) => encoding !== 'br' && bytes > 1024)).toEqual([]);
  expect(first.length).toBeGreaterThan(5);
  expect(total, `${total} bytes in ${first.length} scripts, the largest:\n${largest.join('\n')}`).toBeLessThanOrEqual(
    BUDGET_BYTES,
  );

  // The dialogs, the menus and the toasts: at the first sign of somebody, long before a button is pressed.
  await page.keyboard.press('Tab');
  await expect.poll(() => seen.length).toBeGreaterThan(first.length);
  await page.getByRole('button', { name: 'Edit Billing export' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit API Key' })).toBeVisible();
});

test.describe('without its script', () => {
  test.use({ provoked: [/Failed to load (resource|chunk)/] });

  test('a dialog whose script cannot be had says that the page failed, and opens once it can be had', async ({
    page,
    signedIn,
  }) => {
    const { id } = await makeKey(await signedIn(), 'Billing export');
    await page.goto(`/user-control/keys/${id}`, { waitUntil: 'networkidle' });
    await expect(page.getByRole('button', { name: 'Edit Billing export' })).toBeVisible();
    await page.route('**/_next/static/chunks/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Edit Billing export' }).click();
    await expect(page.getByText('This page did not load')).toBeVisible();
    await page.unroute('**/_next/static/chunks/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Edit Billing export' }).click();
    await expect(page.getByRole('dialog', { name: 'Edit API Key' })).toBeVisible();
  });
});
