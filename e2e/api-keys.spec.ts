import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { addGroup } from '@/lib/keys/commands/change-groups';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { PRESETS } from '@/lib/policy/presets';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { expect, test } from './fixtures';
import { DESK, expectAccessible } from './support/accessible';
import { verify } from './support/installation';
import { asOwner, expectOk, letCodeGrowOld, makeOwnCompany, nextCode, type Person } from './support/people';

// Whole documents, walked sentence by sentence.
test.describe.configure({ timeout: 180_000 });

/** An administrator's context, for what a test does not walk. */
const by = (person: Person) => {
  const ctx = asOwner(person);
  return ctx.actor.kind === 'person' ? { ...ctx, actor: { ...ctx.actor, isAdministrator: true } } : ctx;
};

const addAccount = async (person: Person, userId: string) =>
  expectOk(await addServiceAccount(by(person), { userId, name: 'Carrier sync', tenants: [], virtualServers: [] })).id;

const dialogOf = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'));
const press = (page: Page, name: string) => dialogOf(page).getByRole('button', { name, exact: true }).click();
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function menu(page: Page, of: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${of}`, exact: true }).click();
  // The value that it has now stands behind some of them.
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
}

async function reveal(page: Page): Promise<string> {
  await press(page, 'Show');
  return (await dialogOf(page).getByLabel('API key', { exact: true }).textContent()) ?? '';
}

test('the Thales document: generate, copy, download, renew, rename and delete a key of a service account', async ({
  page,
  signedIn,
}) => {
  const companyId = await makeOwnCompany(PRESETS.THALES);
  const person = await signedIn({ isAdministrator: true, companyId });
  await addAccount(person, 'scim.sync');
  await addAccount(person, 'rest.sync');
  await page.goto('/user-control');
  await page.getByRole('link', { name: 'API Keys' }).click();
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
  const key = await reveal(page);
  await press(page, 'Copy to clipboard');
  const downloading = page.waitForEvent('download');
  await press(page, 'Download');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^APIKey-Directory sync-\d{4}-\d\d-\d\d\.key$/);
  expect(await readFile(await download.path(), 'utf8')).toBe(`${key}\n`);
  await press(page, 'Finish');
  const row = rowOf(page, 'Directory sync');
  await expect(row).toContainText('scim.sync');
  await expect(row.getByRole('switch')).toHaveCount(0); // policy forbids it, so it is absent
  expect(await verify(key)).toMatchObject({ code: 'VALID', owner: { type: 'service_account', userId: 'scim.sync' } });

  await menu(page, 'Directory sync', 'Renew');
  await expect(page.getByRole('alertdialog', { name: 'Renew API Key' })).toBeVisible();
  await press(page, 'Renew');
  await expect(page.getByText('Directory sync is renewed')).toBeVisible();
  await menu(page, 'Directory sync', 'Edit');
  const edit = page.getByRole('dialog', { name: 'Edit API Key' });
  await edit.getByLabel('Name', { exact: true }).fill('SCIM sync');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, 'SCIM sync')).toBeVisible();
  await menu(page, 'SCIM sync', 'Delete');
  await press(page, 'Delete');
  await expect(page.getByText('SCIM sync is deleted')).toBeVisible();
  await expect(page.getByText('No API keys yet')).toBeVisible();
  expect((await verify(key)).code).toBe('NOT_FOUND');
});

test('the Synerise document: groups, keys on top and inside a group, and the code to copy in the menu', async ({
  page,
  signedIn,
}) => {
  await signedIn({ isAdministrator: true, companyId: await makeOwnCompany(PRESETS.SYNERISE) });
  await page.goto('/admin/api-keys');
  await expect(page.getByRole('tab')).toHaveText([/Business Profile/, /Client/]);
  await page.getByRole('tab', { name: 'Client' }).click();
  await expect(page).toHaveURL(/tab=client/);
  await page.getByRole('button', { name: 'Add group' }).click();
  await dialogOf(page).getByLabel('Name', { exact: true }).fill('Mobile apps');
  await press(page, 'Save');
  const head = page.getByRole('row').filter({ has: page.getByRole('heading', { name: 'Mobile apps' }) });
  await expect(head).toContainText('0 keys');

  // The general button asks for the group.
  await page.getByRole('button', { name: 'Add API key', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Add API key' });
  await dialog.getByLabel('Name', { exact: true }).fill('Store locator');
  await dialog.getByLabel('Group', { exact: true }).selectOption('Mobile apps');
  await dialog.getByLabel(/^Description/).fill('iOS and Android');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Store locator is ready' })).toBeVisible();
  const key = (await dialogOf(page).getByLabel('API key', { exact: true }).textContent()) ?? '';
  expect(key).toMatch(/^kdp_[0-9A-Za-z]{28}$/);
  await expect(dialogOf(page).getByRole('button', { name: 'Show' })).toHaveCount(0);
  await expect(dialogOf(page)).not.toContainText('no way to retrieve it');
  await press(page, 'Finish');
  await expect(dialogOf(page)).toBeHidden(); // nothing to lose, so nobody is asked
  await expect(head).toContainText('1 key');
  await expect(rowOf(page, 'Store locator')).toContainText(`${key.slice(0, 10)}…${key.slice(-7)}`);
  await expect(rowOf(page, 'Store locator')).toContainText('iOS and Android');

  // The one inside a group does not.
  await head.getByRole('button', { name: 'Add API key to Mobile apps' }).click();
  await expect(dialog.getByText('Mobile apps')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Loyalty card');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await press(page, 'Finish');
  await expect(head).toContainText('2 keys');

  await menu(page, 'Loyalty card', 'Move to group');
  await dialogOf(page).getByLabel('Group', { exact: true }).selectOption('No group');
  await press(page, 'Move');
  await expect(head).toContainText('1 key');

  await page.getByRole('button', { name: 'More for Store locator' }).click();
  const code = page.getByRole('menuitem').last();
  await expect(code).toHaveText(`Publishable key${key}`);
  await code.click();
  await expect(page.getByText('Publishable key copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  await menu(page, 'Mobile apps', 'Rename group');
  await dialogOf(page).getByLabel('Name', { exact: true }).fill('Apps');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'Apps', exact: true })).toBeVisible();
  await menu(page, 'Apps', 'Delete group');
  await press(page, 'Delete');
  await expect(page.getByRole('heading', { name: 'Apps', exact: true })).toHaveCount(0);
  await expect(rowOf(page, 'Store locator')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search keys' }).fill('loyal');
  await expect(rowOf(page, 'Store locator')).toHaveCount(0);
  await expect(rowOf(page, 'Loyalty card')).toBeVisible();
});

test('every operation on a company’s key, with a code that is asked for where the last one is old', async ({
  page,
  signedIn,
}) => {
  const companyId = await makeOwnCompany();
  const person = await signedIn({ isAdministrator: true, companyId });
  const owner = { kind: 'COMPANY', id: companyId } as const;
  const { key } = expectOk(await generateKeyFor(by(person), owner, { name: 'Price list' }, 'ADMINISTRATOR'));
  await page.goto('/admin/api-keys?tab=business-profile');
  const control = page.getByRole('switch', { name: 'Status of Price list' });
  await letCodeGrowOld(person);
  await control.click();
  await expect(dialogOf(page)).toContainText('we remind the primary contact by e-mail');
  await press(page, 'Disable');
  const confirm = page.getByRole('dialog', { name: 'Confirm it is you' });
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await expect(control).toBeChecked(); // nobody confirmed: it stays as it was
  await control.click();
  await press(page, 'Disable');
  await confirm.getByLabel('Code', { exact: true }).fill(await nextCode(person));
  await confirm.getByRole('button', { name: 'Continue' }).click();
  await expect(control).not.toBeChecked();
  expect((await verify(key)).code).toBe('DISABLED');
  await control.click();
  await press(page, 'Activate');
  await expect(control).toBeChecked();
  await page.getByRole('button', { name: 'Regenerate Price list' }).click();
  await press(page, 'Get New Key');
  const fresh = await reveal(page);
  await press(page, 'Copy to clipboard');
  await press(page, 'Finish');
  expect([(await verify(key)).code, (await verify(fresh)).code]).toEqual(['NOT_FOUND', 'VALID']);
  await page.getByRole('button', { name: 'Edit Price list' }).click();
  await dialogOf(page).getByLabel('Name', { exact: true }).fill('Prices');
  await press(page, 'Save');
  await page.getByRole('button', { name: 'Delete Prices' }).click();
  await press(page, 'Delete');
  await expect(page.getByText('Prices is deleted')).toBeVisible();
});

test('a tenant, its virtual servers, the service account that reaches them, and what the verifier makes of it', async ({
  page,
  signedIn,
}) => {
  const companyId = await makeOwnCompany();
  const person = await signedIn({ isAdministrator: true, companyId });
  const add = async (kind: string, name: string, slug: string) => {
    await page.getByRole('button', { name: `Add ${kind}` }).click();
    await dialogOf(page).getByLabel('Name', { exact: true }).fill(name);
    await dialogOf(page).getByLabel('Slug').fill(slug);
    await press(page, 'Add');
    await expect(dialogOf(page)).toBeHidden();
  };
  await page.goto('/admin/tenants');
  await expect(page.getByText('No tenants yet')).toBeVisible();
  await add('tenant', 'Retail', 'retail');
  await add('tenant', 'Wholesale', 'wholesale');
  await page.getByRole('link', { name: 'Retail' }).click();
  await add('virtual server', 'East', 'east-1');
  await add('virtual server', 'West', 'west-1');

  await page.goto('/admin/service-accounts');
  await page.getByRole('button', { name: 'Add service account' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('User ID').fill('svc.carrier');
  await dialog.getByLabel('Name', { exact: true }).fill('Carrier sync');
  const servers = dialog.getByRole('combobox', { name: /Virtual servers/ });
  await servers.fill('east');
  await page.getByRole('option', { name: 'east-1' }).click();
  await expect(dialog.getByRole('list', { name: 'Chosen tenants' })).toHaveText('retail'); // brought along
  await press(page, 'Add');
  const row = rowOf(page, 'svc.carrier');
  await expect(row).toContainText('retail');
  const accounts = { kind: 'SERVICE_ACCOUNT', id: await idOf(person, 'svc.carrier') } as const;
  const { key } = expectOk(await generateKeyFor(by(person), accounts, { name: 'Sync' }, 'ADMINISTRATOR'));
  const code = async (asked: Record<string, string>) => (await verify(key, asked)).code;
  expect(await verify(key)).toMatchObject({ tenants: ['retail'], virtualServers: ['east-1'] });
  expect(await code({ tenant: 'retail', virtualServer: 'east-1' })).toBe('VALID');
  expect(await code({ virtualServer: 'west-1' })).toBe('RESOURCE_DENIED');
  expect(await code({ tenant: 'wholesale' })).toBe('RESOURCE_DENIED');

  await page.goto('/admin/tenants');
  await page.getByRole('button', { name: 'Delete Retail' }).click();
  await press(page, 'Delete');
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'still in use by the virtual servers east-1, west-1 and the service account svc.carrier',
  );
  await press(page, 'Cancel');
  await page.getByRole('button', { name: 'Rename Wholesale' }).click();
  await dialogOf(page).getByLabel('Slug').fill('bulk');
  await expect(dialogOf(page)).toContainText('refused with RESOURCE_DENIED');
  await press(page, 'Save');
  await expect(rowOf(page, 'Wholesale')).toContainText('bulk');

  await page.goto('/admin/service-accounts');
  await menu(page, 'svc.carrier', 'Deactivate');
  await expect(dialogOf(page)).toContainText('1 key stops.');
  await expect(dialogOf(page)).toContainText(/Sync\s*Last used/);
  await press(page, 'Deactivate');
  await expect(row).toContainText('Deactivated');
  expect(await code({})).toBe('OWNER_INACTIVE');
  await menu(page, 'svc.carrier', 'Reactivate');
  await press(page, 'Reactivate');
  await expect(row).toContainText('Active');
  expect(await code({})).toBe('VALID');
});

async function idOf(person: Person, userId: string): Promise<string> {
  const { db } = by(person);
  const { companyId } = person;
  return (await db.serviceAccount.findFirstOrThrow({ where: { companyId, userId } })).id;
}

test('a service account is searched for and chosen with the keyboard alone', async ({ page, signedIn }) => {
  const person = await signedIn({ isAdministrator: true, companyId: await makeOwnCompany() });
  for (const userId of ['svc.one', 'svc.two', 'svc.three']) await addAccount(person, userId);
  await page.goto('/admin/api-keys');
  await page.getByRole('button', { name: 'Generate API Key' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Nightly');
  await page.keyboard.press('Tab');
  const field = page.getByRole('combobox', { name: 'Service Account' });
  await expect(field).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option')).toHaveText([/svc\.one/, /svc\.three/, /svc\.two/]);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/svc\.three/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible(); // the list closes, the dialog stays
  await page.keyboard.type('two');
  await expect(page.getByRole('option')).toHaveText([/svc\.two/]);
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('svc.two');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nightly is ready' })).toBeVisible();
  await page.keyboard.press('Escape');
  await press(page, 'Close without storing');
  await expect(rowOf(page, 'Nightly')).toContainText('svc.two');
});

test.describe('what is not for everybody', () => {
  test.use({ provoked: [/status of 404/] });
  test('is not there for a member', async ({ page, signedIn }) => {
    await signedIn();
    for (const path of [
      '/admin/api-keys',
      '/admin/service-accounts',
      '/admin/tenants',
      '/admin/service-accounts/options?q=svc',
      '/admin/tenants/options',
      '/admin/tenants/virtual-server-options',
    ]) {
      expect((await page.request.get(path)).status(), path).toBe(404);
    }
  });
});

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

  test('keys, service accounts and tenants, with their dialogs', async ({ page, signedIn }) => {
    const companyId = await makeOwnCompany();
    const person = await signedIn({ isAdministrator: true, companyId });
    await addAccount(person, 'svc.carrier');
    const owner = { kind: 'COMPANY', id: companyId } as const;
    const group = expectOk(await addGroup(by(person), { name: 'Apps', audience: 'CLIENT' }));
    const traits = { audience: 'CLIENT', groupId: group.id } as const;
    expectOk(await generateKeyFor(by(person), owner, { name: 'Store locator', ...traits }, 'ADMINISTRATOR'));
    await page.goto('/admin/api-keys');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Generate API Key' }).click();
    await page.getByRole('combobox', { name: 'Service Account' }).fill('svc');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expectAccessible(page);
    await page.goto('/admin/api-keys?tab=client');
    await expect(rowOf(page, 'Store locator')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add API key', exact: true }).click();
    await dialogOf(page).getByRole('button', { name: 'Advanced options' }).click();
    await expectAccessible(page);
    await page.goto('/admin/service-accounts');
    await expectAccessible(page);
    await menu(page, 'svc.carrier', 'Deactivate');
    await expect(dialogOf(page)).toContainText('No key stops.');
    await expectAccessible(page);
    await page.goto('/admin/tenants');
    await page.getByRole('button', { name: 'Add tenant' }).click();
    await press(page, 'Add');
    await expect(dialogOf(page).getByLabel('Slug')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
  });
});
