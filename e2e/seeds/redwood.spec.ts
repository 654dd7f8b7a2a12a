import type { Locator, Page } from 'playwright/test';
import { DAY, plus } from '@/lib/kernel/instant';
import { toLocalTime } from '@/lib/kernel/local-time';
import { systemClock } from '@/lib/platform/clock';
import { expect, test } from '../fixtures';
import { KeyPolicyPage } from '../pages/key-policy-page';
import { UserControlPage } from '../pages/user-control-page';
import { expectVerdict } from '../support/installation';
import { makeKey } from '../support/keys';
import { contextOf, makeOwnCompany, makePerson, type Person } from '../support/people';

/** The zone that the administrator has chosen in the settings; the company's is another. */
const READER_ZONE = 'Europe/Berlin';
const OF_BEFORE = 'Billing export';

test('R, the API Key Extension: keys of any user maintained by administrators, with an expiration that is chosen', async ({
  page,
  signInAs,
}) => {
  const companyId = await makeOwnCompany();
  const administrator = await makePerson({ companyId, isAdministrator: true });
  const user = await makePerson({ companyId, name: 'Jules Ito', hasMfa: false });
  const { db } = contextOf({ kind: 'anonymous' });
  await db.person.update({ where: { id: administrator.id }, data: { timeZone: READER_ZONE } });
  await makeKey(administrator, OF_BEFORE);
  await signInAs(administrator);

  await test.step('R: an administrator chooses the preset Redwood, with its two expiration periods', () =>
    adoptRedwood(page, administrator));
  await test.step('R: a key that was there keeps what the policy still knows', () => expectFollows(page));
  const { key: used } = await makeKey(user, 'Ledger sync', { daysAgo: 1 });
  const { key: idle } = await makeKey(user, 'Idle import', { daysAgo: 100 });
  const fresh = await test.step('R: Security > Users, Maintain User API Keys, New API Key, Generate', async () => {
    await openKeysOf(page, user);
    return generate(page);
  });
  await test.step('R: the columns, and in Details whichever end comes first', () => expectDetails(page, used, idle));
  await test.step('R: Remove deletes, and nothing extends a key', () => remove(page, fresh));
  await test.step('R: who is no administrator maintains their own keys only', async () => {
    await signInAs(user);
    await maintainOwn(page, administrator);
  });
});

async function adoptRedwood(page: Page, administrator: Person): Promise<void> {
  const policy = new KeyPolicyPage(page);
  await policy.open();
  await expect(page.getByRole('radio', { name: /Keydesk default/ })).toBeChecked();
  await policy.adopt('Redwood', administrator, {
    'Max Key Lifespan': 'p1y',
    'Disable and activate': 'allowed',
    Owners: 'users, service accounts, the company',
    'MFA for owners': 'required',
  });
  await expect(page.getByText(/changes? since/)).toBeHidden();
  await expect(policy.field('Max Key Lifespan')).toHaveValue('p6m');
  await expect(policy.field('Not Accessed Expiration')).toHaveValue('p3m');
}

async function expectFollows(page: Page): Promise<void> {
  const keys = new UserControlPage(page);
  await keys.open();
  await expect(page.getByText('Max Key Lifespan 6 months · Not Accessed Expiration 3 months')).toBeVisible();
  await expect(keys.row(OF_BEFORE)).toBeVisible();
  await expect(keys.switchOf(OF_BEFORE)).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Delete ${OF_BEFORE}` })).toBeVisible();
  for (const action of ['Edit', 'Regenerate'])
    await expect(page.getByRole('button', { name: `${action} ${OF_BEFORE}` })).toHaveCount(0);
}

async function openKeysOf(page: Page, user: Person): Promise<void> {
  await page.getByRole('navigation', { name: 'Security' }).getByRole('link', { name: 'Users' }).click();
  await page.getByRole('row').filter({ hasText: user.email }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Maintain User API Keys' }).click();
  await expect(page.getByRole('heading', { name: 'Maintain User API Keys' })).toBeVisible();
  await expect(page.getByText('Max Key Lifespan 6 months · Not Accessed Expiration 3 months')).toBeVisible();
}

/** @returns the full key */
async function generate(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'New API Key' }).click();
  const dialog = page.getByRole('dialog', { name: 'New API Key' });
  const description = dialog.getByLabel('Description');
  await expect(dialog).toContainText('Choose carefully, it cannot be extended later.');
  await expect(dialog).toContainText('Berlin');
  await description.fill('ledger SYNC');
  await tryExpiry(dialog, 30);
  await expect(description).toHaveAccessibleDescription('This owner already has a key named “Ledger sync”.');
  await description.fill('Month-end export');
  await tryExpiry(dialog, 0);
  await expect(dialog.getByText('Choose a time at least 1 minute from now.')).toBeVisible();
  await tryExpiry(dialog, 200);
  await expect(dialog.getByText(/^Choose \w{3} \d{1,2}, \d{4}, .+ or earlier\.$/)).toBeVisible();
  await tryExpiry(dialog, 30);
  const keys = new UserControlPage(page);
  const key = await keys.revealed('Month-end export');
  await expect(keys.dialog).toContainText('There is no way to retrieve it.');
  await keys.dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  await keys.finish();
  await expectVerdict(key, 'VALID');
  return key;
}

/** Chooses that time of day in so many days, as it is on the wall of whoever chooses. */
async function tryExpiry(dialog: Locator, days: number): Promise<void> {
  const { date, time } = toLocalTime(plus(systemClock.now(), days * DAY), READER_ZONE);
  await dialog.getByLabel('Expires At').fill(date);
  await dialog.getByLabel('Time', { exact: true }).fill(time);
  await dialog.getByRole('button', { name: 'Generate' }).click();
}

async function expectDetails(page: Page, used: string, idle: string): Promise<void> {
  for (const column of ['Description', 'Creation Time', 'Last Used Time', 'Expiration Time', 'Details', 'Remove']) {
    await expect(page.getByRole('columnheader', { name: column, exact: true })).toBeVisible();
  }
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('Month-end export')).toContainText(/Works until \w{3} \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M CT\./);
  await expect(row('Idle import')).toContainText(/Expired due to inactivity on \w{3} \d{1,2}, \d{4}\./);
  await expectVerdict(idle, 'EXPIRED_INACTIVE');
  await expect(row('Ledger sync')).toContainText(/Expires .+ CT if not used\./);
  await expect(row('Ledger sync').getByRole('cell').nth(1)).toContainText('Never');
  await expectVerdict(used, 'VALID');
  // The use is written about a second later.
  await expect(async () => {
    await page.reload();
    await expect(row('Ledger sync')).toContainText(/Expires .+ CT if not used again\./, { timeout: 5_000 });
  }).toPass();
  await expect(row('Ledger sync').getByRole('cell').nth(1)).toContainText('just now');
}

async function remove(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: 'More for Month-end export' }).click();
  await expect(page.getByRole('menuitem')).toHaveText([/^View details/, /^Edit/, /^Delete/, /^Access Key/]);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await limit(page.getByRole('dialog', { name: 'Edit API Key' }));
  await expect(page.getByText('Month-end export is saved')).toBeVisible();
  await page.getByRole('button', { name: 'Delete Month-end export' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Month-end export is deleted')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Month-end export' })).toHaveCount(0);
  await expectVerdict(key, 'NOT_FOUND');
}

/** The description stays, and says why; the limit is administrators' to set. */
async function limit(dialog: Locator): Promise<void> {
  const description = dialog.getByLabel('Description');
  await expect(description).toHaveValue('Month-end export');
  await expect(description).not.toBeEditable();
  await expect(description).toHaveAccessibleDescription('Your company’s key policy does not let keys be renamed.');
  await expect(dialog.getByLabel('Rate limit')).toBeFocused();
  await dialog.getByLabel('Rate limit').fill('600');
  await dialog.getByRole('button', { name: 'Save' }).click();
}

async function maintainOwn(page: Page, administrator: Person): Promise<void> {
  const keys = new UserControlPage(page);
  await keys.open();
  await expect(keys.row('Ledger sync')).toBeVisible();
  await expect(page.getByText(OF_BEFORE)).toHaveCount(0);
  const key = await keys.generate('Own export');
  await keys.download();
  await keys.finish();
  await expectVerdict(key, 'VALID');
  for (const address of ['/admin/users', `/admin/users/${administrator.id}/keys`]) {
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
}
