import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures';
import { ApiKeysPage } from '../pages/api-keys-page';
import { KeyPolicyPage } from '../pages/key-policy-page';
import { expectVerdict } from '../support/installation';
import { makeOwnCompany, makePerson } from '../support/people';

test('Y, the company’s API keys: for clients and business profiles, in groups, with the code to copy in the menu', async ({
  page,
  signedIn,
  signInAs,
}) => {
  const companyId = await makeOwnCompany();
  const administrator = await signedIn({ companyId, isAdministrator: true });
  const desk = new ApiKeysPage(page);
  await test.step('Y: an administrator chooses the preset Synerise', () =>
    new KeyPolicyPage(page).adopt('Synerise', administrator, {
      Owners: 'users, service accounts, the company',
      Expiry: 'chosen instant',
      Permissions: 'owner chooses',
      Regenerate: 'allowed',
    }));
  await test.step('Y: Settings > API keys, for Client and for Business Profile, and the tip to change keys', async () => {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'API Keys' }).click();
    await expect(page.getByRole('tab')).toHaveText([/Business Profile/, /Client/]);
    await expect(page.getByText('Tip: change keys every 3–6 months.')).toBeVisible();
  });
  await test.step('Y: a Business Profile key is secret, and may call nothing before it is permitted to', () =>
    addForServers(desk));
  await test.step('Y: Add group', () => addGroup(desk));
  const key = await test.step('Y: the general Add API key asks for the group, and Save adds the key to the list', () =>
    addFromAbove(desk));
  await test.step('Y: Add API key inside a group assigns the key at once', () => addInside(desk));
  await test.step('Y: at the bottom of the three-dot menu the code is copied', () => copyCode(desk, key));
  await test.step('Y: groups organize keys: moved, renamed and deleted they change no key', () => organize(desk));
  await test.step('Y: without the permission there is no such section', async () => {
    await signInAs(await makePerson({ companyId }));
    await expectNoSection(page);
  });
});

const groupHead = ({ page }: ApiKeysPage, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function addForServers(desk: ApiKeysPage): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Add API key', exact: true }).click();
  await expect(desk.dialog).toContainText('Business Profile: for servers, which can keep a secret');
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Batch import');
  await desk.press('Save');
  const key = await desk.reveal();
  expect(key).toMatch(/^kd_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
  await desk.press('Copy to clipboard');
  await desk.press('Finish');
  await expectVerdict(key, 'PERMISSION_DENIED');
  const row = desk.row('Batch import');
  await expect(row).toContainText('Never expires.');
  await expect(row.getByRole('switch')).toHaveCount(0);
  await page.getByRole('button', { name: 'More for Batch import' }).click();
  const code = page.getByRole('menuitem').last();
  await expect(code).toHaveText(`Access Key${key.slice(0, key.lastIndexOf('_'))}`);
  await page.keyboard.press('Escape');
}

async function addGroup(desk: ApiKeysPage): Promise<void> {
  const { page } = desk;
  await page.getByRole('tab', { name: 'Client' }).click();
  await expect(page).toHaveURL(/tab=client/);
  await page.getByRole('button', { name: 'Add group' }).click();
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Mobile apps');
  await desk.press('Save');
  await expect(groupHead(desk, 'Mobile apps')).toContainText('0 keys');
}

/** @returns the publishable key */
async function addFromAbove(desk: ApiKeysPage): Promise<string> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Add API key', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Add API key' });
  await dialog.getByLabel('Name', { exact: true }).fill('Store locator');
  await dialog.getByLabel('Group', { exact: true }).selectOption('Mobile apps');
  await dialog.getByLabel(/^Description/).fill('iOS and Android');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Store locator is ready' })).toBeVisible();
  const key = await desk.shown();
  expect(key).toMatch(/^kdp_[0-9A-Za-z]{28}$/);
  await expect(desk.dialog.getByRole('button', { name: 'Show' })).toHaveCount(0);
  await expect(desk.dialog).not.toContainText('no way to retrieve it');
  await desk.press('Finish');
  await expect(desk.dialog).toBeHidden(); // nothing to lose, so nobody is asked
  await expect(groupHead(desk, 'Mobile apps')).toContainText('1 key');
  await expect(desk.row('Store locator')).toContainText(`${key.slice(0, 10)}…${key.slice(-7)}`);
  await expect(desk.row('Store locator')).toContainText('iOS and Android');
  return key;
}

async function addInside(desk: ApiKeysPage): Promise<void> {
  const head = groupHead(desk, 'Mobile apps');
  await head.getByRole('button', { name: 'Add API key to Mobile apps' }).click();
  await expect(desk.dialog.getByText('Mobile apps')).toBeVisible();
  await expect(desk.dialog.getByLabel('Group', { exact: true })).toHaveCount(0);
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Loyalty card');
  await desk.press('Save');
  await desk.press('Finish');
  await expect(head).toContainText('2 keys');
}

async function copyCode({ page }: ApiKeysPage, key: string): Promise<void> {
  await page.getByRole('button', { name: 'More for Store locator' }).click();
  const code = page.getByRole('menuitem').last();
  await expect(code).toHaveText(`Publishable key${key}`);
  await code.click();
  await expect(page.getByText('Publishable key copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
}

async function organize(desk: ApiKeysPage): Promise<void> {
  const { page } = desk;
  await desk.choose('Loyalty card', 'Move to group');
  await desk.dialog.getByLabel('Group', { exact: true }).selectOption('No group');
  await desk.press('Move');
  await expect(groupHead(desk, 'Mobile apps')).toContainText('1 key');
  await desk.choose('Mobile apps', 'Rename group');
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Apps');
  await desk.press('Save');
  await expect(groupHead(desk, 'Apps')).toBeVisible();
  await desk.choose('Apps', 'Delete group');
  await desk.press('Delete');
  await expect(groupHead(desk, 'Apps')).toHaveCount(0);
  await expect(desk.row('Store locator')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search keys' }).fill('loyal');
  await expect(desk.row('Store locator')).toHaveCount(0);
  await expect(desk.row('Loyalty card')).toBeVisible();
}

async function expectNoSection(page: Page): Promise<void> {
  await page.goto('/user-control');
  await expect(page.getByRole('link', { name: 'User Control' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'People have no keys of their own here' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'API Keys' })).toHaveCount(0);
  expect((await page.request.get('/admin/api-keys')).status()).toBe(404);
}
