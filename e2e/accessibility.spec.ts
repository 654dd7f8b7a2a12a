import AxeBuilder from '@axe-core/playwright';
import { generate } from 'otplib';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { SignInPage } from './pages/sign-in-page';
import { UserControlPage } from './pages/user-control-page';
import { makeDisabledKey, makeExpiredKey, makeKey } from './support/keys';
import { makePerson, switchMfaOff } from './support/people';

/** WCAG 2.2 AA as far as a machine can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** Both themes and both widths; as a test's page is at first comes last, so that the test goes on as it began. */
const SCREENS = [
  { colorScheme: 'dark', viewport: PHONE },
  { colorScheme: 'light', viewport: DESK },
] as const;

/** The page as it stands, on each screen. */
async function expectAccessible(page: Page): Promise<void> {
  for (const { colorScheme, viewport } of SCREENS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    // Legacy: without frames, which we lack.
    const axe = new AxeBuilder({ page }).setLegacyMode().withTags(RULES);
    const { violations, passes } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${colorScheme}, ${viewport.width} wide`).toEqual([]);
    expect(passes.length).toBeGreaterThan(10); // it did look
  }
}

async function expectAccessibleUnder(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  await expectAccessible(page);
}

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  // Half-way through a fade every contrast is wrong.
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });
  test.describe.configure({ timeout: 120_000 });

  test('signing in', async ({ page }) => {
    const person = await makePerson();
    const signIn = new SignInPage(page);
    await signIn.open();
    await expectAccessibleUnder(page, 'Sign in');
    await page.keyboard.press('Enter');
    await expect(signIn.email).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await signIn.givePassword(person);
    await expectAccessibleUnder(page, 'Enter your code');
    await page.getByRole('link', { name: 'Use a recovery code' }).click();
    await expectAccessibleUnder(page, 'Enter a recovery code');
  });

  test('the states without keys', async ({ page, signInAs, signedIn }) => {
    await signedIn({ hasKeyManagement: false });
    await page.goto('/user-control');
    await expectAccessibleUnder(page, 'You need permission to manage keys');

    await signedIn();
    await page.goto('/user-control');
    await expectAccessibleUnder(page, 'No API keys yet');

    const person = await makePerson();
    await makeKey(person, 'Billing export');
    await signInAs(await switchMfaOff(person));
    await page.goto('/user-control');
    await expectAccessibleUnder(page, 'Set up MFA to use API keys');
  });

  test('security with MFA on, off, and while it is set up', async ({ page, signedIn }) => {
    await signedIn();
    await page.goto('/security');
    await expectAccessibleUnder(page, 'Multi-factor authentication');
    await page.getByRole('button', { name: 'Turn off MFA' }).click();
    await expectAccessibleUnder(page, 'Turn off MFA?');

    await signedIn({ hasMfa: false });
    await page.goto('/security');
    await expectAccessibleUnder(page, 'Multi-factor authentication');
    await page.getByRole('button', { name: 'Set up MFA' }).click();
    await expectAccessibleUnder(page, 'Scan the QR code');
    const secret = (await page.getByText(/^[A-Z2-7 ]{10,}$/).allTextContents()).join('').replace(/\s/g, '');
    await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
    await expectAccessible(page);
  });

  test('keys and the questions about them', async ({ page, signedIn }) => {
    const person = await signedIn();
    await makeKey(person, 'Billing export');
    await makeDisabledKey(person, 'Number porting batch');
    await makeExpiredKey(person, 'Legacy portal');
    await makeKey(person, 'Invoice reconciliation', { daysAgo: 88 });
    const keys = new UserControlPage(page);
    await keys.open();
    await expectAccessibleUnder(page, 'API Access Key');
    for (const action of ['Edit', 'Regenerate', 'Delete'] as const) {
      await keys.act(action, 'Billing export');
      await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
      await expectAccessible(page);
      await keys.confirm('Cancel');
    }
    for (const name of ['Billing export', 'Number porting batch']) {
      await keys.switchOf(name).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectAccessible(page);
      await keys.confirm('Cancel');
    }
    await page.getByRole('searchbox', { name: 'Search your keys' }).fill('nothing');
    await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible();
    await expectAccessible(page);
  });

  test('menus', async ({ page, signedIn }) => {
    await makeKey(await signedIn(), 'Billing export');
    await page.goto('/user-control');
    await page.getByRole('button', { name: 'More for Billing export' }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByRole('menu')).toBeVisible();
  });

  test('generating and storing a key', async ({ page, signedIn }) => {
    await signedIn();
    const keys = new UserControlPage(page);
    await keys.open();
    await keys.startGenerating('');
    await expect(keys.dialog.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await keys.dialog.getByLabel('Name', { exact: true }).fill('Billing export');
    await keys.confirm('Generate');
    await expectAccessibleUnder(page, 'Billing export is ready');
    await keys.revealed('Billing export');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expectAccessibleUnder(page, 'Close without storing the key?');
  });

  test.describe('an address where nothing is', () => {
    test.use({ provoked: [/status of 404 .*nothing-here$/] });
    test('says so', async ({ page }) => {
      await page.goto('/nothing-here');
      await expectAccessibleUnder(page, 'Nothing here');
    });
  });
});

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
