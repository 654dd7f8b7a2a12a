import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { DESK, expectAccessible } from './support/accessible';
import { makeDisabledKey, makeKey } from './support/keys';
import { makeOwnCompany, makePerson, switchMfaOff } from './support/people';

/** A company of its own, so that counts are known: an administrator at the page, and keys of two people. */
async function openInventory(page: Page, signInAs: (person: Awaited<ReturnType<typeof makePerson>>) => Promise<void>) {
  const companyId = await makeOwnCompany();
  const administrator = await makePerson({ companyId, isAdministrator: true });
  const owner = await makePerson({ companyId });
  for (const name of ['Billing export', 'Ledger sync', 'Nightly batch']) await makeKey(owner, name);
  await makeDisabledKey(owner, 'Legacy loader');
  const without = await makePerson({ companyId });
  await makeKey(without, 'Porting dashboard');
  await switchMfaOff(without);
  await signInAs(administrator);
  await page.goto('/admin/keys');
  await expect(page.getByRole('heading', { name: 'Key inventory' })).toBeVisible();
  return { owner };
}

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Keys' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

test('cards, filters, search and order narrow the list, and the address carries them', async ({ page, signInAs }) => {
  await openInventory(page, signInAs);
  await expect(rows(page)).toHaveCount(5);
  const card = page.getByRole('button', { name: /Owner without MFA/ });
  await card.click();
  await expect(card).toHaveAttribute('aria-pressed', 'true');
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 'Porting dashboard')).toContainText('MFA required');
  await expect(page.getByText('1 of 5', { exact: true })).toBeVisible();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('link', { name: 'Remove filter Owner: without MFA' }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Disabled' }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.goto('/admin/keys');
  await page.getByRole('searchbox', { name: 'Name, Access Key or owner' }).fill('ledg');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Name, Access Key or owner' }).fill('no such key');
  await expect(page.getByText('No key matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await page.getByRole('link', { name: 'Name and Access Key' }).click();
  await expect(page.getByRole('columnheader', { name: /Name and Access Key/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(rows(page).first()).toContainText('Billing export');
  await page.getByRole('link', { name: /Name and Access Key/ }).click();
  await expect(rows(page).first()).toContainText('Porting dashboard');
});

test('several keys are disabled in one go, and the page says how it went', async ({ page, signInAs }) => {
  await openInventory(page, signInAs);
  await page.getByRole('checkbox', { name: 'Select Billing export' }).check();
  await page.getByRole('checkbox', { name: 'Select Ledger sync' }).check();
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Disable' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('heading', { name: 'Disable 2 keys?' })).toBeVisible();
  await expect(dialog).toContainText('Used in the last hour');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('2 keys disabled.')).toBeVisible();
  await expect(row(page, 'Billing export')).toContainText('Disabled');
  await expect(row(page, 'Nightly batch')).toContainText('Active');

  await page.getByRole('checkbox', { name: 'Select Billing export' }).check();
  await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Disable' }).click();
  await expect(dialog.getByRole('heading', { name: 'Nothing to disable' })).toBeVisible();
  await expect(dialog).toContainText('1, disabled or expired already');
  await expect(dialog.getByRole('button', { name: 'Disable' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
});

test('one key is maintained on its owner’s behalf, by the keyboard, and its page shows it', async ({
  page,
  signInAs,
}) => {
  const { owner } = await openInventory(page, signInAs);
  await page.getByRole('button', { name: 'More for Nightly batch' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'View details' })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Disable' }).press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`we will e-mail ${owner.name} a reminder`);
  await dialog.getByRole('button', { name: 'Disable' }).press('Enter');
  await expect(row(page, 'Nightly batch')).toContainText('Disabled');
  await row(page, 'Nightly batch').getByRole('link', { name: 'Nightly batch' }).click();
  await expect(page.getByRole('heading', { name: 'Nightly batch' })).toBeVisible();
  const menu = page.getByRole('complementary', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'Key inventory' })).toHaveAttribute('aria-current', 'page');
  await expect(menu.getByRole('link', { name: 'User Control' })).not.toHaveAttribute('aria-current');
  await expect(page.getByText('Owner', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'History' })).toContainText('You disabled the key');
  await page.getByRole('button', { name: 'Delete Nightly batch' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/admin\/keys$/);
  await expect(row(page, 'Nightly batch')).toHaveCount(0);
});

test('on a phone each value stands below the name of its column, and in a table it does not', async ({
  page,
  signInAs,
}) => {
  const { owner } = await openInventory(page, signInAs);
  const labels = () =>
    page.locator('tbody tr:first-of-type [data-label]').evaluateAll((cells) =>
      cells.map((cell) => {
        const { content, display } = getComputedStyle(cell, '::before');
        return display === 'none' ? null : content;
      }),
    );
  expect(new Set(await labels())).toEqual(new Set([null]));
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await labels()).toEqual(['"Owner"', '"Status"', '"Access"', '"30 days"', '"Last used"', '"Expires"']);
  await signInAs(owner);
  await page.goto('/user-control');
  await expect(page.getByText('Legacy loader')).toBeVisible();
  expect((await labels()).slice(0, 3)).toEqual([
    '"API Key Access Secret"',
    '"Last used"',
    '"Expiration date and details"',
  ]);
});

test('the list is a file, with the same filters', async ({ page, signInAs }) => {
  await openInventory(page, signInAs);
  await page.goto('/admin/keys?status=disabled');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^keys-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Legacy loader');
});

test('to others neither the page nor the file is there', async ({ page, signedIn }) => {
  await signedIn();
  for (const path of ['/admin/keys', '/admin/keys/export']) expect((await page.request.get(path)).status()).toBe(404);
});

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

  test('the inventory, with its question', async ({ page, signInAs }) => {
    await openInventory(page, signInAs);
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('heading', { name: 'Delete 5 keys?' })).toBeVisible();
    await expectAccessible(page);
  });
});
