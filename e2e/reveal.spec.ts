import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { makeKey } from './support/keys';

const COPY_FAILED = 'Your browser did not let us copy. Select the key and copy it by hand.';

/** Everything the browser keeps of the page: its document, what it stores, and where it has been. */
async function keptBy(page: Page): Promise<string> {
  const kept = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
    JSON.stringify({ ...localStorage, ...sessionStorage }),
    document.cookie,
    JSON.stringify(history.state),
    JSON.stringify(performance.getEntries().map((entry) => entry.name)),
  ]);
  return kept.join('\n');
}

function secretOf(key: string): string {
  return key.slice(key.lastIndexOf('_') + 1);
}

test('the secret is masked until "Show", and showing it moves nothing', async ({ page, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  const value = keys.dialog.getByLabel('API key', { exact: true });
  await keys.open();
  await keys.startGenerating('Billing export');
  await expect(value).toHaveText(/^kd_[0-9A-Za-z]{16}_•{49}$/);
  await expect(keys.dialog).toContainText(
    'Store it in a secure location, such as a password manager, before you leave.',
  );
  await keys.dialog.evaluate((dialog) => Promise.all(dialog.getAnimations().map((rising) => rising.finished)));
  const masked = { box: await value.boundingBox(), dialog: await keys.dialog.boundingBox() };
  const key = await keys.revealed('Billing export');
  expect({ box: await value.boundingBox(), dialog: await keys.dialog.boundingBox() }).toEqual(masked);
  await keys.dialog.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(value).toHaveText(/•{49}$/);
  expect(await keptBy(page)).not.toContain(secretOf(key));
});

test('every way out asks while the key is neither copied nor downloaded', async ({ page, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  const ready = page.getByRole('heading', { name: 'Billing export is ready' });
  const question = page.getByRole('alertdialog');
  await keys.open();
  const key = await keys.generate('Billing export');
  // Outside the dialog: nothing happens, not even a question.
  await page.mouse.click(4, 4);
  await expect(ready).toBeVisible();
  await expect(question).toBeHidden();
  for (const leave of [
    () => keys.dialog.getByRole('button', { name: 'Finish', exact: true }).click(),
    () => page.keyboard.press('Escape'),
    () => page.evaluate(() => history.back()),
    () => page.evaluate(() => history.back()),
  ]) {
    await leave();
    await expect(question).toContainText('Close without storing the key?');
    await expect(question).toContainText(
      'You have not copied or downloaded Billing export. There is no way to retrieve it.',
    );
    await page.getByRole('button', { name: 'Back to the key' }).click();
    await expect(question).toBeHidden();
    await expect(keys.dialog.getByLabel('API key', { exact: true })).toHaveText(key);
  }
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const ours = await asked;
  expect(ours.type()).toBe('beforeunload');
  await ours.dismiss();
  await expect(ready).toBeVisible();

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close without storing' }).click();
  await expect(ready).toBeHidden();
  await expect(keys.row('Billing export')).toBeVisible();
});

test('copying the Access Key alone is not storing the key', async ({ page, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  await keys.open();
  await keys.startGenerating('Billing export');
  await keys.dialog.getByRole('button', { name: 'Copy Access Key', exact: true }).click();
  await expect(keys.dialog.getByRole('status').filter({ hasText: 'Access Key copied' })).toBeAttached();
  await keys.dialog.getByRole('button', { name: 'Finish', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Close without storing the key?');
  await page.getByRole('button', { name: 'Back to the key' }).click();
  await keys.dialog.getByRole('button', { name: 'Copy Access Secret', exact: true }).click();
  await expect(keys.dialog.getByRole('status').filter({ hasText: 'Copied to clipboard' })).toBeVisible();
  await keys.finish();
});

test('a browser that refuses the clipboard is told of, and the key can be copied by hand', async ({
  page,
  signedIn,
}) => {
  await signedIn();
  // Headless, Chromium has nobody to ask and admits every write: this one refuses as others do.
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () =>
      Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
  });
  const keys = new UserControlPage(page);
  await keys.open();
  await keys.startGenerating('Billing export');
  await keys.dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  await expect(keys.dialog.getByRole('alert')).toHaveText(COPY_FAILED);
  await expect(keys.dialog.getByLabel('API key', { exact: true })).toHaveText(/^kd_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
  await expect(keys.dialog.getByRole('status').filter({ hasText: 'Not copied or downloaded yet' })).toBeVisible();
  await keys.dialog.getByRole('button', { name: 'Finish', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Close without storing the key?');
});

test('after "Finish" the secret is nowhere in the browser, and neither back nor reload brings it up', async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const keys = new UserControlPage(page);
  await page.goto('/security');
  await keys.open();
  const key = await keys.generate('Billing export');
  await keys.download();
  await keys.finish();
  const expectGone = async () => {
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await keptBy(page)).not.toContain(secretOf(key));
  };
  await expect(keys.row('Billing export')).toContainText('Shown once');
  await expectGone();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Security', exact: true })).toBeVisible();
  await expectGone();
  await page.goForward();
  await expect(keys.row('Billing export')).toBeVisible();
  await expectGone();
  await page.reload();
  await expect(keys.row('Billing export')).toBeVisible();
  await expectGone();
});

test('a name is asked for, and one that is taken is said to be', async ({ page, signedIn }) => {
  await makeKey(await signedIn(), 'Billing export');
  const keys = new UserControlPage(page);
  const name = keys.dialog.getByLabel('Name', { exact: true });
  await keys.open();
  await keys.startGenerating('   ');
  await expect(name).toHaveAccessibleDescription('Enter a name.');
  await expect(name).toBeFocused();
  await name.fill(' Billing Export ');
  await page.keyboard.press('Enter');
  await expect(name).toHaveAccessibleDescription('You already have a key named “Billing export”.');
  await name.fill('Billing export 2');
  await page.keyboard.press('Enter');
  await keys.revealed('Billing export 2');
});

test('the file is named after the key, whatever characters that has', async ({ page, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  const name = '..Tarife: EU/US "v2"? *été* 日本 <a>|\\ .';
  await keys.open();
  const key = await keys.generate(name);
  const file = await keys.download();
  expect(file.name).toMatch(/^APIKey-__Tarife_ EU_US _v2__ _été_ 日本 _a___ _-\d{4}-\d{2}-\d{2}\.key$/);
  expect(file.text).toBe(`${key}\n`);
  await keys.finish();
  await expect(keys.row(name)).toBeVisible();
});
