import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { makeKey } from './support/keys';

/** Walks with Tab until the control has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  const isThere = () => control.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 40 && !(await isThere()); steps++) await page.keyboard.press('Tab');
  await expect(control).toBeFocused();
}

test('a key is generated, stored and disabled with the keyboard alone', async ({ page, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  const generate = page.getByRole('button', { name: 'Generate New Key' });
  const within = (name: string) => keys.dialog.getByRole('button', { name, exact: true });
  await keys.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, generate);
  await page.keyboard.press('Enter');
  await expect(keys.dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Billing export');
  await page.keyboard.press('Enter');
  await expect(within('Copy to clipboard')).toBeFocused();
  await tabTo(page, within('Show'));
  await page.keyboard.press('Space');
  await expect(keys.dialog.getByLabel('API key', { exact: true })).toHaveText(/_[0-9A-Za-z]{49}$/);
  await tabTo(page, within('Download'));
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await download;
  await tabTo(page, within('Finish'));
  await page.keyboard.press('Enter');
  await expect(keys.dialog).toBeHidden();
  await expect(generate).toBeFocused();

  await tabTo(page, keys.switchOf('Billing export'));
  await page.keyboard.press('Space');
  const question = page.getByRole('alertdialog', { name: 'Disable Billing export?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(question.getByRole('button', { name: 'Disable' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(keys.switchOf('Billing export')).not.toBeChecked();
  await expect(keys.switchOf('Billing export')).toBeFocused();
});

test('the focus returns to where each dialog was opened, or to the page when that is gone', async ({
  page,
  signedIn,
}) => {
  await makeKey(await signedIn(), 'Billing export');
  const keys = new UserControlPage(page);
  await keys.open();
  for (const action of ['Edit', 'Regenerate', 'Delete'] as const) {
    await keys.act(action, 'Billing export');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: `${action} Billing export` })).toBeFocused();
  }
  const more = page.getByRole('button', { name: 'More for Billing export' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await keys.confirm('Cancel');
  await expect(more).toBeFocused();
  await keys.act('Delete', 'Billing export');
  await keys.confirm('Delete');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('a tooltip comes with the focus, in the middle above its control, and Esc closes it before the dialog', async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const keys = new UserControlPage(page);
  await keys.open();
  await keys.startGenerating('Billing export');
  const copy = keys.dialog.getByRole('button', { name: 'Copy Access Key' });
  const tooltip = page.getByRole('tooltip');
  await expect(copy).toBeVisible();
  await expect(tooltip).toBeHidden();
  await tabTo(page, copy);
  await expect(tooltip).toHaveText('Copy Access Key');
  await expect(copy).toHaveAccessibleDescription('Copy Access Key');
  await expect
    .poll(async () => {
      const [above, below] = [await tooltip.boundingBox(), await copy.boundingBox()];
      if (above === null || below === null) return null;
      const aside = above.x + above.width / 2 - (below.x + below.width / 2);
      return { isInMiddle: Math.abs(aside) <= 1, isAbove: above.y >= 0 && above.y + above.height < below.y };
    })
    .toEqual({ isInMiddle: true, isAbove: true });
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
  await expect(copy).toBeFocused();
  await expect(keys.dialog).toBeVisible();
});
