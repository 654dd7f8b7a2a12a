import jsQR from 'jsqr';
import { generate } from 'otplib';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { expectVerdict, verify } from './support/installation';
import { makePerson } from './support/people';

/** What an authenticator app reads from the picture on the page. */
async function readQrCode(page: Page): Promise<string> {
  const picture = page.getByRole('img', { name: /QR code/ });
  await expect(picture).toBeVisible();
  const { data, width, height } = await picture.evaluate(async (element) => {
    const image = element as HTMLImageElement; // role img with a source
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 400;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 400, 400);
    context.drawImage(image, 20, 20, 360, 360);
    return { data: [...context.getImageData(0, 0, 400, 400).data], width: 400, height: 400 };
  });
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  if (found === null) throw new Error('no QR code in the picture');
  return found.data;
}

test('from sign-in to a verified key, and every turn of its life seen at the verifier', async ({ page }) => {
  const person = await makePerson({ hasMfa: false });
  const keys = new UserControlPage(page);

  await page.goto('/');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/user-control$/);
  await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();

  await page.getByRole('button', { name: 'Set up MFA' }).click();
  await expect(
    page.getByText(/Google Authenticator, Microsoft Authenticator, OneLogin, Authy, LastPass and any/),
  ).toBeVisible();
  const uri = new URL(await readQrCode(page));
  const secret = uri.searchParams.get('secret') ?? '';
  expect(decodeURIComponent(uri.pathname)).toContain(person.email);
  expect(((await page.locator('body').textContent()) ?? '').replace(/\s/g, '')).toContain(secret);
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);

  await keys.open();
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  const first = await keys.generate('Rate deck import');
  expect(await keys.download()).toEqual({
    name: expect.stringMatching(/^APIKey-Rate deck import-\d{4}-\d{2}-\d{2}\.key$/),
    text: `${first}\n`,
  });
  await keys.dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  await keys.finish();
  expect(await verify(first)).toMatchObject({ valid: true, code: 'VALID', name: 'Rate deck import' });

  await keys.slide('Rate deck import', 'Cancel');
  await expect(keys.switchOf('Rate deck import')).toBeChecked();
  await keys.slide('Rate deck import', 'Disable');
  await expect(keys.switchOf('Rate deck import')).not.toBeChecked();
  await expectVerdict(first, 'DISABLED');
  await keys.slide('Rate deck import', 'Activate');
  await expect(keys.switchOf('Rate deck import')).toBeChecked();
  await expectVerdict(first, 'VALID');

  await keys.act('Regenerate', 'Rate deck import');
  await keys.confirm('Get New Key');
  const second = await keys.revealed('Rate deck import');
  await keys.dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  await keys.finish();
  await expectVerdict(first, 'NOT_FOUND');
  await expectVerdict(second, 'VALID');

  await keys.act('Edit', 'Rate deck import');
  await keys.dialog.getByLabel('Name', { exact: true }).fill('Rate decks');
  await keys.confirm('Save');
  await expect(keys.row('Rate decks')).toBeVisible();

  await keys.act('Delete', 'Rate decks');
  await keys.confirm('Delete');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await expectVerdict(second, 'NOT_FOUND');
});
