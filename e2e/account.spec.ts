import { generate } from 'otplib';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { demo } from './support/installation';
import { resetLinkOf } from './support/letters';
import { makePerson, nextCode } from './support/people';

const NEW_PASSWORD = 'nine loud egrets';

async function enterPassword(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

test('a forgotten password is chosen anew by the mailed link, and the second step stays', async ({ page }) => {
  const person = await makePerson();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot password' })).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.keyboard.press('Enter');
  await expect(page.getByText('a link to choose a new password is on its way')).toBeVisible();

  const address = await resetLinkOf(person.email);
  for (let look = 0; look < 2; look += 1) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  }
  await page.getByLabel('New password').fill('keydesk1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Choose another.')).toBeVisible();
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await enterPassword(page, person.email, NEW_PASSWORD);
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret: person.totpSecret ?? '' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/user-control$/);
});

test('a password change here signs out everywhere else', async ({ page, browser, signedIn }) => {
  const person = await signedIn({ hasMfa: false });
  const elsewhere = await browser.newPage({ baseURL: demo().consoleUrl });
  await enterPassword(elsewhere, person.email, person.password);
  await expect(elsewhere).toHaveURL(/\/user-control$/);

  await page.goto('/security');
  await expect(page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText('This browser')).toHaveCount(1);
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  await dialog.getByLabel('Current password').fill('not this one');
  await dialog.getByLabel('New password').fill(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The password is wrong.')).toBeVisible();
  await dialog.getByLabel('Current password').fill(person.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')).toHaveCount(1);

  await elsewhere.goto('/security');
  await expect(elsewhere).toHaveURL(/\/sign-in$/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Security', exact: true })).toBeVisible();
  await elsewhere.close();
});

test('one other place is signed out, the rest by one button', async ({ page, browser, signedIn }) => {
  const person = await signedIn({ hasMfa: false });
  const others = [
    await browser.newPage({ baseURL: demo().consoleUrl }),
    await browser.newPage({ baseURL: demo().consoleUrl }),
  ];
  for (const other of others) {
    await enterPassword(other, person.email, person.password);
    await expect(other).toHaveURL(/\/user-control$/);
  }
  await page.goto('/security');
  const places = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
  await expect(places).toHaveCount(3);
  await places
    .nth(1)
    .getByRole('button', { name: /^Sign out/ })
    .click();
  await expect(places).toHaveCount(2);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(places).toHaveCount(1);
  for (const other of others) {
    await other.goto('/security');
    await expect(other).toHaveURL(/\/sign-in$/);
    await other.close();
  }
});

test('new recovery codes are shown once, against a code', async ({ page, signedIn }) => {
  const person = await signedIn();
  await page.goto('/security');
  await page.getByRole('button', { name: 'New codes' }).click();
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That code is not right.')).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(await nextCode(person));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(page.getByRole('list', { name: 'Recovery codes' })).toHaveCount(0);
  await expect(page.getByText('10 of 10 left')).toBeVisible();
});

test('settings: name, zone and appearance hold at once and after a reload', async ({ page, signedIn }) => {
  await signedIn({ hasMfa: false });
  await page.goto('/settings');
  await page.getByLabel('Name').fill('  ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter your name.')).toBeVisible();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.getByLabel('Name').fill('Robin A.');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your settings are saved')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin');
  await expect(page.getByRole('button', { name: /Robin A\./ })).toBeVisible();
  await page.getByRole('radio', { name: 'Light' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});
