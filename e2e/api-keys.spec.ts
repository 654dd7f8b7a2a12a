import { addGroup } from '@/lib/keys/commands/change-groups';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { expect, test } from './fixtures';
import { ApiKeysPage } from './pages/api-keys-page';
import { DESK, expectAccessible } from './support/accessible';
import { expectVerdict, verify } from './support/installation';
import { asAdministrator, expectOk, letCodeGrowOld, makeOwnCompany, nextCode, type Person } from './support/people';

const addAccount = async (person: Person, userId: string) => {
  const account = { userId, name: 'Carrier sync', tenants: [], virtualServers: [] };
  return expectOk(await addServiceAccount(asAdministrator(person), account)).id;
};

test('every operation on a company’s key, with a code that is asked for where the last one is old', async ({
  page,
  signedIn,
}) => {
  const desk = new ApiKeysPage(page);
  const companyId = await makeOwnCompany();
  const person = await signedIn({ isAdministrator: true, companyId });
  const owner = { kind: 'COMPANY', id: companyId } as const;
  const { key } = expectOk(
    await generateKeyFor(asAdministrator(person), owner, { name: 'Price list' }, 'ADMINISTRATOR'),
  );
  await page.goto('/admin/api-keys?tab=business-profile');
  const control = page.getByRole('switch', { name: 'Status of Price list' });
  await letCodeGrowOld(person);
  await control.click();
  await expect(desk.dialog).toContainText('we remind the primary contact by e-mail');
  await desk.press('Disable');
  const confirm = page.getByRole('dialog', { name: 'Confirm it is you' });
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await expect(control).toBeChecked(); // nobody confirmed: it stays as it was
  await control.click();
  await desk.press('Disable');
  await confirm.getByLabel('Code', { exact: true }).fill(await nextCode(person));
  await confirm.getByRole('button', { name: 'Continue' }).click();
  await expect(control).not.toBeChecked();
  await expectVerdict(key, 'DISABLED');
  await control.click();
  await desk.press('Activate');
  await expect(control).toBeChecked();
  await page.getByRole('button', { name: 'Regenerate Price list' }).click();
  await desk.press('Get New Key');
  const fresh = await desk.reveal();
  await desk.press('Copy to clipboard');
  await desk.press('Finish');
  await expectVerdict(key, 'NOT_FOUND');
  await expectVerdict(fresh, 'VALID');
  await page.getByRole('button', { name: 'Edit Price list' }).click();
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Prices');
  await desk.press('Save');
  await page.getByRole('button', { name: 'Delete Prices' }).click();
  await desk.press('Delete');
  await expect(page.getByText('Prices is deleted')).toBeVisible();
});

test('an edit of a key that was changed elsewhere says so, and undoes nothing', async ({ page, signedIn }) => {
  const desk = new ApiKeysPage(page);
  const companyId = await makeOwnCompany();
  const administrator = asAdministrator(await signedIn({ isAdministrator: true, companyId }));
  const owner = { kind: 'COMPANY', id: companyId } as const;
  const { id } = expectOk(await generateKeyFor(administrator, owner, { name: 'Price list' }, 'ADMINISTRATOR'));
  await page.goto('/admin/api-keys?tab=business-profile');
  await page.getByRole('button', { name: 'Edit Price list' }).click();
  const elsewhere = { keyId: id, name: 'Price list', description: 'Read by the shop', rateLimitPerMinute: 60 };
  expectOk(await editKey(administrator, elsewhere, 'ADMINISTRATOR'));
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Prices');
  await desk.press('Save');
  await expect(page.getByText('This key was changed elsewhere. You see it as it is now.')).toBeVisible();
  await expect(desk.row('Price list')).toContainText('Read by the shop');
  await page.getByRole('button', { name: 'Edit Price list' }).click();
  await expect(desk.dialog.getByLabel(/^Description/)).toHaveValue('Read by the shop');
  await desk.dialog.getByLabel('Name', { exact: true }).fill('Prices');
  await desk.press('Save');
  await page.getByRole('button', { name: 'Edit Prices' }).click();
  await expect(desk.dialog.getByLabel(/^Rate limit/)).toHaveValue('60');
});

test('a tenant, its virtual servers, the service account that reaches them, and what the verifier makes of it', async ({
  page,
  signedIn,
}) => {
  const desk = new ApiKeysPage(page);
  const companyId = await makeOwnCompany();
  const person = await signedIn({ isAdministrator: true, companyId });
  const add = async (kind: string, name: string, slug: string) => {
    await page.getByRole('button', { name: `Add ${kind}` }).click();
    await desk.dialog.getByLabel('Name', { exact: true }).fill(name);
    await desk.dialog.getByLabel('Slug').fill(slug);
    await desk.press('Add');
    await expect(desk.dialog).toBeHidden();
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
  const dialog = desk.dialog;
  await dialog.getByLabel('User ID').fill('svc.carrier');
  await dialog.getByLabel('Name', { exact: true }).fill('Carrier sync');
  const servers = dialog.getByRole('combobox', { name: /Virtual servers/ });
  await servers.fill('east');
  await page.getByRole('option', { name: 'east-1' }).click();
  await expect(dialog.getByRole('list', { name: 'Chosen tenants' })).toHaveText('retail'); // brought along
  await desk.press('Add');
  const row = desk.row('svc.carrier');
  await expect(row).toContainText('retail');
  const accounts = { kind: 'SERVICE_ACCOUNT', id: await idOf(person, 'svc.carrier') } as const;
  const { key } = expectOk(await generateKeyFor(asAdministrator(person), accounts, { name: 'Sync' }, 'ADMINISTRATOR'));
  expect(await verify(key)).toMatchObject({ tenants: ['retail'], virtualServers: ['east-1'] });
  await expectVerdict(key, 'VALID', { tenant: 'retail', virtualServer: 'east-1' });
  await expectVerdict(key, 'RESOURCE_DENIED', { virtualServer: 'west-1' });
  await expectVerdict(key, 'RESOURCE_DENIED', { tenant: 'wholesale' });

  await page.goto('/admin/tenants');
  await page.getByRole('button', { name: 'Delete Retail' }).click();
  await desk.press('Delete');
  await expect(desk.dialog.getByRole('alert')).toContainText(
    'still in use by the virtual servers east-1, west-1 and the service account svc.carrier',
  );
  await desk.press('Cancel');
  await page.getByRole('button', { name: 'Rename Wholesale' }).click();
  await desk.dialog.getByLabel('Slug').fill('bulk');
  await expect(desk.dialog).toContainText('refused with RESOURCE_DENIED');
  await desk.press('Save');
  await expect(desk.row('Wholesale')).toContainText('bulk');

  await page.goto('/admin/service-accounts');
  await desk.choose('svc.carrier', 'Deactivate');
  await expect(desk.dialog).toContainText('1 key stops.');
  await expect(desk.dialog).toContainText(/Sync\s*Last used/);
  await desk.press('Deactivate');
  await expect(row).toContainText('Deactivated');
  await expectVerdict(key, 'OWNER_INACTIVE');
  await desk.choose('svc.carrier', 'Reactivate');
  await desk.press('Reactivate');
  await expect(row).toContainText('Active');
  await expectVerdict(key, 'VALID');
});

async function idOf(person: Person, userId: string): Promise<string> {
  const { db } = asAdministrator(person);
  const { companyId } = person;
  return (await db.serviceAccount.findFirstOrThrow({ where: { companyId, userId } })).id;
}

test('a service account is searched for and chosen with the keyboard alone', async ({ page, signedIn }) => {
  const desk = new ApiKeysPage(page);
  const person = await signedIn({ isAdministrator: true, companyId: await makeOwnCompany() });
  for (const userId of ['svc.one', 'svc.two', 'svc.three']) await addAccount(person, userId);
  await page.goto('/admin/api-keys');
  await page.getByRole('button', { name: 'Generate API Key' }).focus();
  await page.keyboard.press('Enter');
  await expect(desk.dialog.getByLabel('Name', { exact: true })).toBeFocused();
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
  await desk.press('Close without storing');
  await expect(desk.row('Nightly')).toContainText('svc.two');
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
    const desk = new ApiKeysPage(page);
    const companyId = await makeOwnCompany();
    const person = await signedIn({ isAdministrator: true, companyId });
    await addAccount(person, 'svc.carrier');
    const owner = { kind: 'COMPANY', id: companyId } as const;
    const group = expectOk(await addGroup(asAdministrator(person), { name: 'Apps', audience: 'CLIENT' }));
    const traits = { audience: 'CLIENT', groupId: group.id } as const;
    expectOk(
      await generateKeyFor(asAdministrator(person), owner, { name: 'Store locator', ...traits }, 'ADMINISTRATOR'),
    );
    await page.goto('/admin/api-keys');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Generate API Key' }).click();
    await page.getByRole('combobox', { name: 'Service Account' }).fill('svc');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expectAccessible(page);
    await page.goto('/admin/api-keys?tab=client');
    await expect(desk.row('Store locator')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add API key', exact: true }).click();
    await desk.dialog.getByRole('button', { name: 'Advanced options' }).click();
    await expectAccessible(page);
    await page.goto('/admin/service-accounts');
    await expectAccessible(page);
    await desk.choose('svc.carrier', 'Deactivate');
    await expect(desk.dialog).toContainText('No key stops.');
    await expectAccessible(page);
    await page.goto('/admin/tenants');
    await page.getByRole('button', { name: 'Add tenant' }).click();
    await desk.press('Add');
    await expect(desk.dialog.getByLabel('Slug')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
  });
});
