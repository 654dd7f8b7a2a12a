import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { expectVerdict } from './support/installation';
import { makeKey, untilUseIsNoted } from './support/keys';
import { invitationLinkOf } from './support/letters';
import { makePerson } from './support/people';

const rowOf = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

async function choose(page: Page, email: string, entry: string): Promise<void> {
  await rowOf(page, email)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('somebody is invited, chooses a password by the mailed link, and signs in', async ({
  page,
  signedIn,
  browser,
  baseURL,
}) => {
  await signedIn({ isAdministrator: true });
  const email = `nils.${Math.random().toString(36).slice(2, 9)}@northwind.example`;
  await page.goto('/admin/users');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(dialog.getByText('Enter a name.')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Nils Holm');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText('Nils Holm is invited')).toBeVisible();
  await page.goto(`/admin/users?q=${encodeURIComponent(email)}`);
  await expect(rowOf(page, email)).toContainText('Invited');
  const first = await invitationLinkOf(email);
  await choose(page, email, 'Send invitation');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText('An invitation is on its way to Nils Holm')).toBeVisible();
  const second = await invitationLinkOf(email, first);

  const guest = await (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage();
  await guest.goto(first);
  await expect(guest.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();
  await guest.goto(second);
  await guest.reload(); // Looking consumes nothing.
  await guest.getByLabel('Password', { exact: true }).fill('northwind');
  await guest.getByRole('button', { name: 'Choose password' }).click();
  await expect(guest.getByText(/Choose another\./)).toBeVisible();
  await guest.getByLabel('Password', { exact: true }).fill('nine loud egrets');
  await guest.keyboard.press('Enter');
  await expect(guest.getByText('Your password is chosen. Sign in with it.')).toBeVisible();
  await guest.getByLabel('E-mail').fill(email);
  await guest.getByLabel('Password', { exact: true }).fill('nine loud egrets');
  await guest.keyboard.press('Enter');
  await guest.waitForURL('/user-control');
  await expect(guest.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
  await guest.context().close();

  await page.reload();
  await expect(rowOf(page, email)).toContainText('Active');
});

test('deactivating shows the keys that stop, stops them, and reactivating brings them back', async ({
  page,
  signedIn,
}) => {
  await signedIn({ isAdministrator: true });
  const person = await makePerson();
  const issued = await makeKey(person, 'Nightly export');
  const { key } = issued;
  await expectVerdict(key, 'VALID');
  await untilUseIsNoted(issued);
  await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`);
  await choose(page, person.email, 'Deactivate');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('region', { name: 'Working keys' })).toContainText('1 key stops');
  await expect(question).toContainText('Nightly export');
  await expect(question).toContainText('Last used just now'); // by the verifier, above
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowOf(page, person.email).getByRole('button', { name: /^More for/ })).toBeFocused();
  await choose(page, person.email, 'Reset MFA');
  await expect(question.getByRole('region', { name: 'Working keys' })).toContainText('1 key works now');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expectVerdict(key, 'VALID');
  await choose(page, person.email, 'Deactivate');
  await expect(question).toContainText('1 key stops'); // until it is counted the button does nothing
  await question.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText(`${person.name} is deactivated`)).toBeVisible();
  await expect(rowOf(page, person.email)).toContainText('Deactivated');
  await expectVerdict(key, 'OWNER_INACTIVE');
  await choose(page, person.email, 'Reactivate');
  await question.getByRole('button', { name: 'Reactivate' }).click();
  await expect(rowOf(page, person.email)).toContainText('Active');
  await expectVerdict(key, 'VALID');
});

test('somebody’s keys are maintained from the right mouse button, the keyboard and the row menu', async ({
  page,
  signedIn,
}) => {
  await signedIn({ isAdministrator: true });
  const person = await makePerson();
  await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`);
  const row = rowOf(page, person.email);
  const entry = page.getByRole('menuitem', { name: 'Maintain User API Keys' });

  await row.click({ button: 'right' });
  await expect(entry).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await expect(row.getByRole('button', { name: /^More for/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Escape');
  // Keys pressed while a menu closes or opens are nobody's.
  await expect(row.getByRole('button', { name: /^More for/ })).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await expect(entry).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/users\/usr_\w+\/keys$/);

  await expect(page.getByRole('heading', { name: 'Maintain User API Keys' })).toBeVisible();
  await page.getByRole('button', { name: 'New API Key' }).click();
  const dialog = page.getByRole('dialog', { name: 'New API Key' });
  await dialog.getByLabel('Description').fill('Ledger sync');
  await expect(dialog.getByLabel('Expires At')).toBeVisible();
  await dialog.getByRole('button', { name: 'Generate' }).click();
  const keys = new UserControlPage(page);
  const key = await keys.revealed('Ledger sync');
  await keys.download();
  await keys.finish();
  await expectVerdict(key, 'VALID');
  for (const column of ['Description', 'Creation Time', 'Last Used Time', 'Expiration Time', 'Details', 'Remove']) {
    await expect(page.getByRole('columnheader', { name: column })).toBeVisible();
  }

  const made = rowOf(page, 'Ledger sync');
  await made.getByRole('switch', { name: 'Status of Ledger sync' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
  await expect(made).toContainText('Disabled');
  await expectVerdict(key, 'DISABLED');
  await made.getByRole('button', { name: 'Edit Ledger sync' }).click();
  await page.getByRole('dialog', { name: 'Edit API Key' }).getByRole('button', { name: 'Cancel' }).click();
  await made.getByRole('button', { name: 'Regenerate Ledger sync' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(made.getByRole('button', { name: 'Delete Ledger sync' })).toHaveText('Delete');
  await page.setViewportSize({ width: 1280, height: 800 });
  await made.getByRole('button', { name: 'Delete Ledger sync' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await expectVerdict(key, 'NOT_FOUND');
});

test('several people change together, after a count of what would', async ({ page, signedIn }) => {
  await signedIn({ isAdministrator: true });
  const [one, other] = [await makePerson(), await makePerson()];
  await makeKey(one, 'Working');
  await page.goto('/admin/users');
  // The two stand among many: only they are chosen.
  for (const person of [one, other]) {
    await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.getByRole('button', { name: 'Withdraw key management' }).click();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('1 person changes');
    await question.getByRole('button', { name: 'Withdraw key management' }).click();
    await expect(page.getByText('1 person may no longer manage keys')).toBeVisible();
    await expect(rowOf(page, person.email)).toContainText('Not granted');
  }
});

test('the pages are nobody’s but administrators’', async ({ page, signedIn }) => {
  const person = await signedIn();
  expect((await page.request.get('/admin/users')).status()).toBe(404);
  expect((await page.request.get(`/admin/users/${person.id}/keys`)).status()).toBe(404);
});

test('an administrator finds nobody under an id that is none of the company', async ({ page, signedIn }) => {
  const administrator = await signedIn({ isAdministrator: true });
  expect((await page.request.get('/admin/users/usr_0000000000000000/keys')).status()).toBe(404);
  expect((await page.request.get(`/admin/users/${administrator.id}/keys`)).status()).toBe(200);
});
