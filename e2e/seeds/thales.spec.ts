import { readFile } from 'node:fs/promises';
import { DAY, type Instant, plus } from '@/lib/kernel/instant';
import { isoDate } from '@/lib/kernel/wall-clock';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { systemClock } from '@/lib/platform/clock';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { addTenant } from '@/lib/service-accounts/commands/tenants';
import { addVirtualServer } from '@/lib/service-accounts/commands/virtual-servers';
import { expect, test } from '../fixtures';
import { ApiKeysPage } from '../pages/api-keys-page';
import { KeyPolicyPage } from '../pages/key-policy-page';
import { expectVerdict, verify } from '../support/installation';
import { asAdministrator, expectOk, makeOwnCompany, type Person } from '../support/people';

test('T, API keys of service accounts: generated, stored, renewed, renamed and deleted, and all of it in the audit', async ({
  page,
  signedIn,
}) => {
  const administrator = await signedIn({ companyId: await makeOwnCompany(), isAdministrator: true });
  const desk = new ApiKeysPage(page);
  await test.step('T: an administrator chooses the preset Thales', () =>
    new KeyPolicyPage(page).adopt('Thales', administrator, {
      Owners: 'users, service accounts, the company',
      Renew: 'not allowed',
      'Disable and activate': 'allowed',
      Regenerate: 'allowed',
    }));
  const account = await addAccounts(administrator);
  const lastMonth = await keyOfLastMonth(administrator, account);

  const key = await test.step('T: Settings > API Keys, Generate API Key, Name, Service Account, Next', () =>
    generate(desk));
  await test.step('T: Show, Copy to clipboard, Download and Finish', () => store(desk, key));
  await test.step('T: the service account determines what its keys reach', () => expectReach([key, lastMonth.key]));
  await test.step('T: Renew extends the expiry date, and shows it', () => renew(desk, lastMonth));
  await test.step('T: Edit renames, which is all that can be changed but the rate limit', () => rename(desk));
  await test.step('T: Delete revokes access', () => remove(desk, key));
  await test.step('T: the audit has every change, with the user ID of the service account', () => expectAudited(desk));
});

/** @returns the id of the one that reaches a virtual server */
async function addAccounts(administrator: Person): Promise<string> {
  const ctx = asAdministrator(administrator);
  const tenant = expectOk(await addTenant(ctx, { name: 'Retail', slug: 'retail' }));
  const [east] = [
    expectOk(await addVirtualServer(ctx, { tenantId: tenant.id, name: 'East', slug: 'east-1' })),
    expectOk(await addVirtualServer(ctx, { tenantId: tenant.id, name: 'West', slug: 'west-1' })),
  ];
  const account = (userId: string, virtualServers: string[]) =>
    addServiceAccount(ctx, { userId, name: 'Carrier sync', tenants: [], virtualServers });
  expectOk(await account('rest.sync', []));
  return expectOk(await account('scim.sync', [east.id])).id;
}

/** As `makeOwnCompany` makes it. */
const COMPANY_ZONE = 'America/Chicago';

const lastMonth = () => plus(systemClock.now(), -31 * DAY);

/** By the calendar of the company: a day in which clocks are moved is a day. */
function daysSince(instant: Instant): number {
  const dayOf = (at: Instant) => Date.parse(isoDate(at, COMPANY_ZONE)) / DAY;
  return dayOf(systemClock.now()) - dayOf(instant);
}

async function keyOfLastMonth(administrator: Person, accountId: string) {
  const at = lastMonth();
  const ctx = asAdministrator(administrator, { now: () => at });
  const owner = { kind: 'SERVICE_ACCOUNT', id: accountId } as const;
  return expectOk(await generateKeyFor(ctx, owner, { name: 'Nightly sync' }, 'ADMINISTRATOR'));
}

/** @returns the full key; the dialog that shows it stays open */
async function generate(desk: ApiKeysPage): Promise<string> {
  const { page } = desk;
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'API Keys' }).click();
  await expect(page.getByRole('tab')).toHaveText([/Service accounts/]);
  await page.getByRole('button', { name: 'Generate API Key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Generate New API Key' });
  await dialog.getByLabel('Name', { exact: true }).fill('Directory sync');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('Choose a service account.')).toBeVisible();
  const account = dialog.getByRole('combobox', { name: 'Service Account' });
  await account.fill('SCIM');
  await expect(page.getByRole('option')).toHaveText([/scim\.sync/]);
  await account.press('Enter');
  await expect(account).toHaveValue('scim.sync');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Directory sync is ready' })).toBeVisible();
  return desk.reveal();
}

async function store(desk: ApiKeysPage, key: string): Promise<void> {
  const { page } = desk;
  await expect(desk.dialog).toContainText('There is no way to retrieve it.');
  await desk.press('Copy to clipboard');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  const downloading = page.waitForEvent('download');
  await desk.press('Download');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^APIKey-Directory sync-\d{4}-\d\d-\d\d\.key$/);
  expect(await readFile(await download.path(), 'utf8')).toBe(`${key}\n`);
  await desk.press('Finish');
  const row = desk.row('Directory sync');
  await expect(row).toContainText('scim.sync');
  await expect(row).toContainText('Shown once');
  await expect(row.getByRole('switch')).toHaveCount(0); // policy forbids it, so it is absent
}

async function expectReach(keys: string[]): Promise<void> {
  for (const key of keys) {
    expect(await verify(key)).toMatchObject({
      code: 'VALID',
      owner: { type: 'service_account', userId: 'scim.sync' },
      access: 'full',
      tenants: ['retail'],
      virtualServers: ['east-1'],
    });
    await expectVerdict(key, 'VALID', { tenant: 'retail', virtualServer: 'east-1' });
    await expectVerdict(key, 'RESOURCE_DENIED', { virtualServer: 'west-1' });
  }
}

async function renew(desk: ApiKeysPage, { key }: { key: string }): Promise<void> {
  const { page } = desk;
  const ends = desk.row('Nightly sync').getByRole('cell').nth(3);
  const before = (await ends.textContent()) ?? '';
  await desk.choose('Nightly sync', 'Renew');
  const question = page.getByRole('alertdialog', { name: 'Renew API Key' });
  await expect(question).toContainText(`+${daysSince(lastMonth())} days`);
  await desk.press('Renew');
  await expect(page.getByText('Nightly sync is renewed')).toBeVisible();
  const today = (await desk.row('Directory sync').getByRole('cell').nth(3).textContent()) ?? '';
  await expect(ends).toHaveText(today);
  expect(today).not.toBe(before);
  await expectVerdict(key, 'VALID');
}

async function rename(desk: ApiKeysPage): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'More for Directory sync' }).click();
  await expect(page.getByRole('menuitem')).toHaveText([/^Edit/, /^Renew/, /^Delete/, /^Access Key/]);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit API Key' });
  await expect(edit).toContainText('Service account scim.sync');
  await expect(edit.getByRole('combobox')).toHaveCount(0);
  await expect(edit.getByLabel('Rate limit')).toBeVisible();
  await expect(edit.getByRole('textbox')).toHaveCount(2);
  await edit.getByLabel('Name', { exact: true }).fill('SCIM sync');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(desk.row('SCIM sync')).toBeVisible();
  await expect(desk.row('Directory sync')).toHaveCount(0);
}

async function remove(desk: ApiKeysPage, key: string): Promise<void> {
  await desk.choose('SCIM sync', 'Delete');
  await expect(desk.dialog).toContainText('Tip: when a key is lost, delete it and generate a new one.');
  await desk.press('Delete');
  await expect(desk.page.getByText('SCIM sync is deleted')).toBeVisible();
  await expect(desk.row('SCIM sync')).toHaveCount(0);
  await expectVerdict(key, 'NOT_FOUND');
}

async function expectAudited({ page }: ApiKeysPage): Promise<void> {
  await page.goto('/admin/audit?q=scim.sync&event=keys');
  const entries = page.getByRole('region', { name: 'Entries' }).getByRole('listitem');
  const told = entries.filter({ hasText: 'of service account scim.sync' });
  for (const did of ['deleted', 'renamed', 'renewed', 'generated']) {
    await expect(told.filter({ hasText: `Robin Archer ${did} ` }).first()).toBeVisible();
  }
}
