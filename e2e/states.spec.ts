import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { expectVerdict } from './support/installation';
import { makeDisabledKey, makeExpiredKey, makeKey } from './support/keys';
import { makeOwnCompany, makePerson, switchMfaOff } from './support/people';
import { savePolicy } from './support/policy';

const HELP = 'Trouble with a key? 844.HEY.SOMOS (844.439.7666), Option 1';

test('without permission the page says whom to ask, and offers nothing that would be refused', async ({
  page,
  signedIn,
}) => {
  await signedIn({ hasKeyManagement: false });
  await page.goto('/user-control');
  await expect(page.getByRole('heading', { name: 'You need permission to manage keys' })).toBeVisible();
  await expect(
    page.getByText('Please contact your primary contact or a company administrator for assistance.'),
  ).toBeVisible();
  const people = page.getByRole('list', { name: 'People who can help' }).getByRole('listitem');
  await expect(people).toContainText([
    /Priya Raman\s*Primary contact/,
    /Dana Whitfield\s*Company administrator/,
    /Helen Strand\s*Company administrator/,
    /Marcus Oyelaran\s*Company administrator/,
  ]);
  for (const email of ['priya.raman', 'dana.whitfield', 'helen.strand', 'marcus.oyelaran']) {
    const address = `${email}@northwind.example`;
    await expect(people.getByRole('link', { name: address })).toHaveAttribute('href', `mailto:${address}`);
  }
  await expect(page.getByText(HELP)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toHaveCount(0);
  await expect(page.getByRole('button', { disabled: true })).toHaveCount(0);
});

test('where people own no keys the page says who does, and leads administrators there', async ({ page, signedIn }) => {
  const companyId = await makeOwnCompany();
  const administrator = await signedIn({ companyId, isAdministrator: true });
  await savePolicy(administrator, { owners: ['SERVICE_ACCOUNT'] });
  await page.goto('/user-control');
  await expect(page.getByText('API keys belong to service accounts.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Open API Keys' }).click();
  await expect(page).toHaveURL(/\/admin\/api-keys/);
  await expect(page.getByRole('button', { name: 'Generate API Key' }).first()).toBeVisible();

  await signedIn({ companyId, hasKeyManagement: false });
  await page.goto('/user-control');
  await expect(page.getByRole('heading', { name: 'People have no keys of their own here' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'People who can help' })).toContainText(administrator.email);
  await expect(page.getByRole('button', { name: 'Request access' })).toHaveCount(0);
});

test('without MFA the page leads to its set-up', async ({ page, signedIn }) => {
  await signedIn({ hasMfa: false });
  await page.goto('/user-control');
  await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
  await expect(page.getByText('waiting')).toHaveCount(0);
  await expect(page.getByText(HELP)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(page.getByRole('button', { disabled: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Set up MFA' }).click();
  await expect(page).toHaveURL(/\/security\/mfa$/);
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
});

test.describe('an administrator without MFA', () => {
  test.use({ provoked: [/404 \(Not Found\) .*\/admin\/users$/] });

  test('is told, on every page, what opens the pages of the company', async ({ page, signedIn }) => {
    const waits = page.getByRole('status').filter({ hasText: 'You administer Northwind Numbering.' });
    await signedIn({ isAdministrator: true, hasMfa: false });
    for (const address of ['/user-control', '/admin/users']) {
      await page.goto(address);
      await expect(waits).toContainText('once your two-factor authentication (MFA) is on');
    }
    await waits.getByRole('link', { name: 'Set up MFA' }).click();
    await expect(page).toHaveURL(/\/security$/);
    await signedIn({ isAdministrator: true });
    await page.goto('/admin/users');
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible();
    await expect(waits).toHaveCount(0);
  });
});

test('whoever switched MFA off is told that their keys wait', async ({ page, signInAs }) => {
  const person = await makePerson();
  await makeKey(person, 'Billing export');
  await makeDisabledKey(person, 'Number porting batch');
  await signInAs(await switchMfaOff(person));
  await page.goto('/user-control');
  await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '2 of your keys are waiting.' })).toContainText(
    'They are refused with MFA_REQUIRED until MFA is on again.',
  );
});

test('before the first key the page says what one is for', async ({ page, signedIn }) => {
  await signedIn();
  await page.goto('/user-control');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await expect(page.getByText('You may have 10 keys, one for each program.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toHaveCount(1);
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(page.getByText(HELP)).toBeVisible();
});

test('the tenth key takes "Generate New Key" away, and deleting one brings it back', async ({ page, signedIn }) => {
  const person = await signedIn();
  for (let number = 1; number <= 9; number++) await makeKey(person, `Program ${number}`);
  const keys = new UserControlPage(page);
  const generate = page.getByRole('button', { name: 'Generate New Key' });
  await keys.open();
  await expect(page.getByText('9 of 10 keys')).toBeVisible();
  await generate.click();
  await expect(keys.dialog).toContainText('key 10 of 10');

  // Elsewhere, while the dialog is open.
  await makeKey(person, 'Program 10');
  await keys.dialog.getByLabel('Name', { exact: true }).fill('One too many');
  await keys.confirm('Generate');
  await expect(keys.dialog.getByRole('alert')).toHaveText('You have 10 of 10 keys. Delete one to generate another.');
  await keys.confirm('Cancel');

  await keys.open();
  await expect(page.getByText('10 of 10 keys')).toBeVisible();
  await expect(generate).toHaveCount(0);
  await keys.act('Regenerate', 'Program 7');
  await expect(page.getByRole('alertdialog')).toContainText('Regenerate Program 7?');
  await expect(page.getByRole('button', { name: 'Generate a new key instead' })).toHaveCount(0);
  await keys.confirm('Cancel');
  await keys.act('Delete', 'Program 7');
  await keys.confirm('Delete');
  await expect(page.getByText('9 of 10 keys')).toBeVisible();
  await expect(generate).toBeVisible();
});

test('whoever needs both keys for a while generates a new one instead, and the old one works on', async ({
  page,
  signedIn,
}) => {
  const { key } = await makeKey(await signedIn(), 'Billing export');
  const keys = new UserControlPage(page);
  await keys.open();
  await keys.act('Regenerate', 'Billing export');
  await page.getByRole('button', { name: 'Generate a new key instead' }).click();
  await keys.dialog.getByLabel('Name', { exact: true }).fill('Billing export, new');
  await keys.confirm('Generate');
  const second = await keys.revealed('Billing export, new');
  await keys.download();
  await keys.finish();
  for (const each of [key, second]) await expectVerdict(each, 'VALID');
});

test("an expired key's switch cannot move, and regenerating brings the key back", async ({ page, signedIn }) => {
  await makeExpiredKey(await signedIn(), 'Legacy portal');
  const keys = new UserControlPage(page);
  await keys.open();
  await expect(keys.switchOf('Legacy portal')).toBeDisabled();
  await expect(keys.switchOf('Legacy portal')).not.toBeChecked();
  await expect(keys.row('Legacy portal')).toContainText(/Expired due to inactivity on \w{3} \d{1,2}, \d{4}\./);
  await keys.act('Regenerate', 'Legacy portal');
  await keys.confirm('Get New Key');
  await keys.revealed('Legacy portal');
  await keys.download();
  await keys.finish();
  await expect(keys.switchOf('Legacy portal')).toBeEnabled();
  await expect(keys.switchOf('Legacy portal')).toBeChecked();
});

test('tabs and search narrow the table, and a search without a match can be cleared', async ({ page, signedIn }) => {
  const person = await signedIn();
  const { accessKey } = await makeKey(person, 'Billing export');
  await makeDisabledKey(person, 'Number porting batch');
  await makeExpiredKey(person, 'Legacy portal');
  const all = ['Billing export', 'Legacy portal', 'Number porting batch'];
  const keys = new UserControlPage(page);
  const expectKeys = async (expected: string[]) => {
    await expect(page.getByRole('switch')).toHaveCount(expected.length);
    for (const name of expected) await expect(keys.row(name)).toBeVisible();
  };
  const tab = (name: RegExp) => page.getByRole('tab', { name });
  const search = page.getByRole('searchbox', { name: 'Search your keys' });
  await keys.open();
  await expectKeys(all);

  for (const [name, key] of [
    [/^Active ?1$/, 'Billing export'],
    [/^Disabled ?1$/, 'Number porting batch'],
    [/^Expired ?1$/, 'Legacy portal'],
  ] as const) {
    await tab(name).click();
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    await expectKeys([key]);
  }
  await search.fill('billing');
  await expect(page.getByRole('heading', { name: 'No keys match “billing”' })).toBeVisible();
  await expect(page.getByText('One filter is on: Expired.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(search).toHaveValue('');
  await expect(tab(/^All ?3$/)).toHaveAttribute('aria-selected', 'true');
  await expectKeys(all);

  await search.fill('PORT');
  await expectKeys(all);
  await search.fill('porting B');
  await expectKeys(['Number porting batch']);
  await search.fill(accessKey.slice(-8));
  await expectKeys(['Billing export']);
});
