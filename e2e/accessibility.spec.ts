import { generate } from 'otplib';
import type { Page } from 'playwright/test';
import { requestAccess } from '@/lib/access/commands/request-access';
import { editKey } from '@/lib/keys/commands/edit-key';
import { expect, test } from './fixtures';
import { SignInPage } from './pages/sign-in-page';
import { UserControlPage } from './pages/user-control-page';

import { DESK, expectAccessible } from './support/accessible';

import { allowRenewal, makeDisabledKey, makeExpiredKey, makeKey } from './support/keys';
import { resetLinkOf } from './support/letters';
import {
  asOwner,
  contextOf,
  expectOk,
  letCodeGrowOld,
  makePerson,
  nextCode,
  signInByRecoveryCode,
  switchMfaOff,
} from './support/people';

async function expectAccessibleUnder(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  await expectAccessible(page);
}

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  // Half-way through a fade every contrast is wrong.
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

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

  test('the people of a company, what is asked about them, and their keys', async ({ page, signedIn }) => {
    await signedIn({ isAdministrator: true });
    const person = await makePerson();
    await makeKey(person, 'Billing export');
    await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`);
    await page.getByRole('checkbox', { name: `Select ${person.name}` }).check();
    await expectAccessibleUnder(page, 'Users');
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await expect(page.getByText('1 key stops.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('row').filter({ hasText: person.email }).click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: 'Maintain User API Keys' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await expect(page.getByText('1 key stops')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Invite' }).click();
    await expectAccessibleUnder(page, 'Invite somebody');
    await page.goto('/admin/users?q=nobody-at-all');
    await expectAccessibleUnder(page, 'Nobody matches');
    await page.goto(`/admin/users/${person.id}/keys`);
    await expectAccessibleUnder(page, 'Maintain User API Keys');
    await page.getByRole('button', { name: 'New API Key' }).click();
    await expectAccessible(page);
    await page.goto('/invite/none');
    await expectAccessibleUnder(page, 'This invitation does not work');
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
    const expiresAt = keys.dialog.getByLabel('Expires At');
    const day = await expiresAt.inputValue();
    await expiresAt.fill('');
    await keys.dialog.getByLabel('Name', { exact: true }).fill('Billing export');
    await keys.confirm('Generate');
    await expect(expiresAt).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await expiresAt.fill(day);
    await keys.dialog.getByLabel('Name', { exact: true }).fill('Billing export');
    await keys.confirm('Generate');
    await expectAccessibleUnder(page, 'Billing export is ready');
    await keys.revealed('Billing export');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expectAccessibleUnder(page, 'Close without storing the key?');
  });

  test('where Keydesk asks again whether it is you', async ({ page, signedIn }) => {
    const person = await signedIn();
    const keys = new UserControlPage(page);
    await keys.open();
    await letCodeGrowOld(person);
    await keys.startGenerating('Billing export');
    const question = page.getByRole('dialog', { name: 'Confirm it is you' });
    await expect(question).toBeVisible();
    await expectAccessible(page);
    await question.getByLabel('Code').fill('000000');
    await page.keyboard.press('Enter');
    await expect(question.getByRole('alert')).toContainText('That code is not right.');
    await expectAccessible(page);
  });

  test('one key, its history and the questions on its page', async ({ page, signedIn }) => {
    const person = await signedIn();
    await allowRenewal(person);
    const { id } = await makeKey(person, 'Billing export', { daysAgo: 30 });
    for (let number = 1; number <= 20; number++) {
      expectOk(await editKey(asOwner(person), { keyId: id, name: `Billing export ${number}` }));
    }
    await page.goto(`/user-control/keys/${id}`);
    await expectAccessibleUnder(page, 'Billing export 20');
    await page.getByRole('button', { name: 'Renew Billing export 20' }).click();
    await expectAccessibleUnder(page, 'Renew API Key');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'Show older' }).click();
    await expect(page.getByRole('link', { name: 'Newest' })).toBeVisible();
    await expectAccessible(page);
    for (const key of [await makeDisabledKey(person, 'Porting batch'), await makeExpiredKey(person, 'Legacy portal')]) {
      await page.goto(`/user-control/keys/${key.id}`);
      await expectAccessibleUnder(page, key.name);
    }
  });

  test('settings', async ({ page, signedIn }) => {
    await signedIn();
    await page.goto('/settings');
    await expectAccessibleUnder(page, 'Settings');
    await page.getByLabel('Name').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
  });

  test('where somebody is signed in, the password and new recovery codes', async ({ page, signedIn }) => {
    const person = await signedIn();
    await signInByRecoveryCode(person);
    await page.goto('/security');
    await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expectAccessibleUnder(page, 'Change password');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'New codes' }).click();
    await expectAccessibleUnder(page, 'Make new recovery codes?');
    await page.getByLabel('Code', { exact: true }).fill(await nextCode(person));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
    await expectAccessible(page);
  });

  test('a forgotten password', async ({ page }) => {
    const person = await makePerson({ hasMfa: false });
    await page.goto('/forgot-password');
    await expectAccessibleUnder(page, 'Forgot password');
    await page.getByLabel('E-mail').fill(person.email);
    await page.keyboard.press('Enter');
    await expect(page.getByText('is on its way')).toBeVisible();
    await expectAccessible(page);
    await page.goto(await resetLinkOf(person.email));
    await expectAccessibleUnder(page, 'Choose a new password');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await page.goto('/reset-password/of-another-time');
    await expectAccessibleUnder(page, 'This link does not work');
  });

  test('requests for access', async ({ page, signedIn }) => {
    const asking = await makePerson({ hasKeyManagement: false });
    expectOk(await requestAccess(asOwner(asking), { reason: 'Nightly export of our numbers' }));
    await signedIn({ isAdministrator: true });
    await page.goto('/admin/access-requests');
    await expectAccessibleUnder(page, 'Access requests');
    const row = page.getByRole('row').filter({ hasText: asking.email });
    for (const answer of ['Grant', 'Refuse']) {
      await row.getByRole('button', { name: answer }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Cancel' }).click();
    }
    await row.getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await expect(row).toContainText('Not granted');
    await expectAccessible(page);
  });

  test.describe('a page that fails', () => {
    test.use({ provoked: [/Minified React error #441|status of 500 /] });
    test('says so, with what support can find it by, and loads when it can', async ({ page, signedIn }) => {
      const { id } = await signedIn();
      const { db } = contextOf({ kind: 'anonymous' });
      const liveIn = (timeZone: string | null) => db.person.update({ where: { id }, data: { timeZone } });
      await liveIn('Nowhere/At_all'); // No command lets anybody live there; a page that tells the time fails on it.
      await page.goto('/security');
      await expectAccessibleUnder(page, 'This page did not load');
      await expect(
        page.getByText(/^Something failed on our side and nothing was changed\. Reference \d+$/),
      ).toBeVisible();
      await liveIn(null);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible();
    });
  });

  test.describe('an address where nothing is', () => {
    test.use({ provoked: [/status of 404 .*nothing-here$/] });
    test('says so, to strangers and to who is signed in', async ({ page, signedIn }) => {
      await page.goto('/nothing-here');
      await expectAccessibleUnder(page, 'Nothing here');
      await signedIn();
      await page.goto('/nothing-here');
      await expectAccessibleUnder(page, 'Nothing here');
    });
  });
});
