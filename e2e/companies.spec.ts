import { randomInt } from 'node:crypto';
import { expect, test } from './fixtures';
import { DESK, expectAccessible } from './support/accessible';
import { invitationLinkOf } from './support/letters';
import { makePerson } from './support/people';

/** A name that no other test has, and sorts nowhere in particular. */
const newName = () => `Südwind ${randomInt(1e9)}`;

test('the operator adds a company, changes it, shuts it and opens it again', async ({ page, signedIn }) => {
  await signedIn({ isOperator: true });
  const name = newName();
  const email = `jonas.${randomInt(1e9)}@suedwind.example`;
  await page.goto('/user-control');
  await page.getByRole('link', { name: 'Companies' }).click();
  await page.getByRole('button', { name: 'Add company' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add company' }).click();
  await expect(dialog.getByText('Enter the name of the company.')).toBeVisible();
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Time zone').selectOption('Europe/Berlin');
  await dialog.getByLabel('Key policy').selectOption('THALES');
  await dialog.getByLabel('First administrator').fill('Jonas Berg');
  await dialog.getByLabel('Their e-mail').fill('northwind');
  await dialog.getByRole('button', { name: 'Add company' }).click();
  await expect(dialog.getByText('Enter an address such as dana@example.com.')).toBeVisible();
  await dialog.getByLabel('Their e-mail').fill(email);
  await dialog.getByRole('button', { name: 'Add company' }).click();
  await expect(page.getByText(`${name} was added, and its first administrator is invited`)).toBeVisible();
  expect(await invitationLinkOf(email)).toMatch(/\/invite\/[\w-]{43}$/);

  await page.getByRole('searchbox', { name: 'Name or slug' }).fill(name);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Invited');
  await expect(row).toContainText('Europe/Berlin');
  await row.getByRole('button', { name: `Edit ${name}` }).click();
  await expect(dialog.getByText('another time zone would move the dates of its keys', { exact: false })).toBeVisible();
  await dialog.getByLabel('Help-desk text').fill('030 1234');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('030 1234');

  await row.getByRole('button', { name: `Deactivate ${name}` }).click();
  const question = page.getByRole('alertdialog', { name: `Deactivate ${name}?` });
  await expect(question).toContainText('Its keys are refused within a second');
  await question.getByRole('button', { name: 'Deactivate' }).click();
  await expect(row).toContainText('Deactivated');
  await row.getByRole('button', { name: `Reactivate ${name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reactivate' }).click();
  await expect(row).toContainText('Invited');

  const own = page.getByRole('row').filter({ hasText: 'Yours' });
  await page.getByRole('searchbox', { name: 'Name or slug' }).fill('northwind');
  await expect(own).toBeVisible();
  await expect(own.getByRole('button', { name: /Deactivate/ })).toHaveCount(0);

  await page.getByRole('link', { name: 'Audit of the installation' }).click();
  await expect(page.getByRole('heading', { name: 'Audit of the installation' })).toBeVisible();
  const entries = page.getByRole('region', { name: 'Entries' });
  await expect(entries.getByText(`Robin Archer reactivated company ${name}`)).toBeVisible();
  await expect(entries.getByText(`Robin Archer added company ${name}`)).toBeVisible();
});

test('the installation is handed on, and the page goes with it', async ({ page, signedIn }) => {
  const successor = await makePerson();
  await signedIn({ isOperator: true });
  await page.goto('/admin/companies');
  await page.getByRole('button', { name: 'Hand on the installation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail of the new operator').fill('nobody@northwind.example');
  await dialog.getByRole('button', { name: 'Hand on' }).click();
  await expect(dialog.getByText(/^Nobody in your company who is active and has MFA on/)).toBeVisible();
  await dialog.getByLabel('E-mail of the new operator').fill(successor.email);
  await dialog.getByRole('button', { name: 'Hand on' }).click();
  await expect(page).toHaveURL(/user-control$/);
  await expect(page.getByRole('link', { name: 'Companies' })).toHaveCount(0);
});

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });
  test('the list and its dialogs', async ({ page, signedIn }) => {
    await signedIn({ isOperator: true });
    await page.goto('/admin/companies');
    await expectAccessible(page);
    for (const name of ['Add company', 'Hand on the installation', /^Edit /]) {
      await page.getByRole('button', { name }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
    }
  });
});

test.describe('for everybody else', () => {
  test.use({ provoked: [/status of 404/] });
  test('there is no such page, nor the audit of the installation', async ({ page, signedIn }) => {
    await signedIn({ isAdministrator: true });
    expect((await page.goto('/admin/companies'))?.status()).toBe(404);
    // Whose page it is stands in the query, which is read after the first bytes have left.
    await page.goto('/admin/audit?of=installation');
    await expect(page.getByText('There is nothing here, or it is not yours to see.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Entries' })).toHaveCount(0);
  });
});
