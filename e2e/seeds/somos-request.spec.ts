import type { Page } from 'playwright/test';
import { fromDate } from '@/lib/kernel/instant';
import { addPeriodToDate } from '@/lib/kernel/period';
import { calendarDateText } from '@/lib/kernel/time-text';
import { expect, test } from '../fixtures';
import { KeyPolicyPage } from '../pages/key-policy-page';
import { UserControlPage } from '../pages/user-control-page';
import { expectVerdict } from '../support/installation';
import { contextOf, makeOwnCompany, makePerson, type Person, switchMfaOn } from '../support/people';

const HELP_DESK = '844.HEY.SOMOS (844.439.7666), Option 1';

test('S0, the request for API Keys: who may have one, whom to ask, and how long it works', async ({
  page,
  signInAs,
}) => {
  const companyId = await makeOwnCompany();
  const administrator = await makePerson({ companyId, isAdministrator: true, name: 'Priya Raman' });
  const { db } = contextOf({ kind: 'anonymous' });
  const contact = { helpDesk: HELP_DESK, primaryContactId: administrator.id };
  await db.company.update({ where: { id: companyId }, data: contact });
  const person = await makePerson({ companyId, hasKeyManagement: false, hasMfa: false });

  await test.step('S0: an administrator chooses the preset Somos', async () => {
    await signInAs(administrator);
    const changes = { 'Keys per owner': '10', Edit: 'allowed', 'Not Accessed Expiration': 'p3m' };
    await new KeyPolicyPage(page).adopt('Somos', administrator, changes);
  });
  await test.step('S0: without permission the URC page names the contacts, and asks for it free of charge', async () => {
    await signInAs(person);
    await askForAccess(page, administrator);
  });
  await test.step('S0: an administrator grants what was asked for', async () => {
    await signInAs(administrator);
    await grant(page, person);
  });
  const eligible = await test.step('S0: MFA comes first, and its page leads to the set-up', async () => {
    await signInAs(person);
    await page.goto('/user-control');
    await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
    await page.getByRole('button', { name: 'Set up MFA' }).click();
    await expect(
      page.getByText('Google Authenticator, Microsoft Authenticator, OneLogin, Authy, LastPass'),
    ).toBeVisible();
    return switchMfaOn(person);
  });
  await test.step('S0: one API Key, with Access Key, secret, status, expiration date and actions on the URC page', async () => {
    await signInAs(eligible);
    await haveOneKey(page, eligible);
  });
});

async function askForAccess(page: Page, { name, email }: Person): Promise<void> {
  await page.goto('/user-control');
  await expect(page.getByText(/contact your primary contact or a company administrator.+free of charge/)).toBeVisible();
  const contacts = page.getByRole('list', { name: 'People who can help' }).getByRole('listitem');
  await expect(contacts).toContainText([name]);
  await expect(contacts.getByRole('link', { name: email })).toHaveAttribute('href', `mailto:${email}`);
  await expect(page.getByText(HELP_DESK)).toBeVisible();
  const dialog = page.getByRole('dialog');
  const request = dialog.getByRole('button', { name: 'Request access' });
  await page.getByRole('button', { name: 'Request access' }).click();
  await request.click();
  await expect(dialog.getByText('Say what you need keys for.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Nightly export of our numbers');
  await request.click();
  await expect(page.getByText(/Requested today, .+ We e-mail you when an administrator answers\./)).toBeVisible();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Request access' }).click();
  await dialog.getByLabel('Reason').fill('Nightly export, after all');
  await request.click();
  await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  expect((await page.request.get('/admin/access-requests')).status()).toBe(404);
}

async function grant(page: Page, { email }: Person): Promise<void> {
  await page.goto('/user-control');
  await page.getByRole('link', { name: /Access requests 1 waiting/ }).click();
  const row = page.getByRole('row').filter({ hasText: email }).filter({ hasText: 'after all' });
  await row.getByRole('button', { name: 'Grant' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(row).toContainText('Granted');
}

async function haveOneKey(page: Page, { companyId }: Person): Promise<void> {
  const keys = new UserControlPage(page);
  await keys.open();
  await expect(page.getByText('You may have one key.')).toBeVisible();
  const key = await keys.generate('Rate deck import');
  await expect(keys.dialog).toContainText('Store it in a secure location, such as a password manager');
  await keys.download();
  await keys.finish();
  await expectVerdict(key, 'VALID');

  const row = keys.row('Rate deck import');
  await expect(page.getByRole('heading', { name: 'API Access Key' })).toBeVisible();
  await expect(page.getByText('1 of 1 key')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toHaveCount(0);
  await expect(row).toContainText('Shown once');
  await expect(row).toContainText('Active');
  await expect(keys.switchOf('Rate deck import')).toBeChecked();
  for (const [action, times] of [
    ['Regenerate', 1],
    ['Delete', 1],
    ['Edit', 0],
  ] as const)
    await expect(row.getByRole('button', { name: `${action} Rate deck import` })).toHaveCount(times);
  const { date, dayBefore } = await oneYearOn(companyId);
  await expect(row).toContainText(date);
  await expect(row).toContainText(`Works until ${dayBefore}, 11:59 PM CT.`);
  await expect(page.getByText(HELP_DESK)).toBeVisible();
}

/** Created on March 31, 2026: shows March 31, 2027, and works until the end of the day before. */
async function oneYearOn(companyId: string): Promise<{ date: string; dayBefore: string }> {
  const { db } = contextOf({ kind: 'anonymous' });
  const { createdAt } = await db.apiKey.findFirstOrThrow({ where: { companyId } });
  const date = addPeriodToDate(fromDate(createdAt), { count: 1, unit: 'y' }, 'America/Chicago');
  const before = new Date(`${date}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return { date: calendarDateText(date), dayBefore: calendarDateText(before.toISOString().slice(0, 10)) };
}
