import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { expectVerdict } from './support/installation';
import { allowRenewal, makeKey } from './support/keys';
import { asOwner, expectOk, makePerson } from './support/people';

test('a key has a page of its own, with its history, and everything can be done from there', async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  const issued = expectOk(await generateKey(asOwner(person), { name: 'Billing export' }));
  const keys = new UserControlPage(page);
  await keys.open();
  await page.getByRole('link', { name: 'Billing export' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Billing export' })).toBeVisible();
  const menu = page.getByRole('complementary', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'User Control' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('region', { name: 'Lifetime' })).toContainText('if not used');
  const history = page.getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem').first()).toContainText('You generated the key');

  await keys.slide('Billing export', 'Disable');
  await expect(keys.switchOf('Billing export')).not.toBeChecked();
  await expectVerdict(issued.key, 'DISABLED');
  await expect(history).toContainText('You disabled the key');
  await page.getByRole('button', { name: 'Undo, activate Billing export' }).click();
  await expect(keys.switchOf('Billing export')).toBeChecked();
  await expectVerdict(issued.key, 'VALID');

  await page.getByRole('button', { name: 'Edit Billing export' }).click();
  await expect(keys.dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await keys.dialog.getByLabel('Name', { exact: true }).fill('Billing');
  await keys.confirm('Save');
  await expect(history).toContainText('You renamed the key');
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete Billing' }).click();
  await keys.confirm('Delete');
  await expect(page).toHaveURL(/\/user-control$/);
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await expectVerdict(issued.key, 'NOT_FOUND');
});

test.describe('a page that is not there', () => {
  test.use({ provoked: [/status of 404 .*\/user-control\/keys\/key_/] });

  test('somebody else’s key, a deleted one and one that never was answer 404, inside the frame', async ({
    page,
    signedIn,
  }) => {
    const other = await makePerson();
    const foreign = expectOk(await generateKey(asOwner(other), { name: 'Foreign payroll' }));
    const person = await signedIn();
    const own = expectOk(await generateKey(asOwner(person), { name: 'Rate deck import' }));
    const statusOf = async (id: string) => (await page.goto(`/user-control/keys/${id}`))?.status();
    expect(await statusOf(own.id)).toBe(200);
    await expect(page.getByRole('heading', { level: 1, name: 'Rate deck import' })).toBeVisible();

    expectOk(await deleteKey(asOwner(person), { keyId: own.id }));
    for (const id of [foreign.id, own.id, 'key_0000000000000000']) {
      expect(await statusOf(id)).toBe(404);
      await expect(page.getByText('There is nothing here, or it is not yours to see.')).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'You' })).toBeVisible();
      expect(await page.content()).not.toMatch(/Foreign payroll|Rate deck import/);
    }
  });
});

test('where policy allows it a key is renewed: a later date, and the same secret', async ({ page, signedIn }) => {
  const person = await signedIn();
  await allowRenewal(person);
  const { id, key } = await makeKey(person, 'Billing export', { daysAgo: 30 });
  await page.goto(`/user-control/keys/${id}`);
  const ends = () =>
    page
      .getByRole('region', { name: 'Lifetime' })
      .getByText(/^Expiration date/)
      .textContent();
  const before = await ends();
  await page.getByRole('button', { name: 'Renew Billing export' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Renew API Key' });
  await expect(dialog).toContainText(/\+(29|30|31) days/);
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(page.getByText('Billing export is renewed')).toBeVisible();
  await expect(page.getByRole('list', { name: 'History' })).toContainText('You renewed the key');
  expect(await ends()).not.toBe(before);
  await expectVerdict(key, 'VALID');
});

test('the history is read twenty events at a time, down to the first one and back', async ({ page, signedIn }) => {
  const person = await signedIn();
  const { id } = expectOk(await generateKey(asOwner(person), { name: 'Name 0' }));
  for (let number = 1; number <= 22; number++) {
    expectOk(await editKey(asOwner(person), { keyId: id, name: `Name ${number}` }));
  }
  const entries = page.getByRole('list', { name: 'History', exact: true }).locator('> li');
  await page.goto(`/user-control/keys/${id}`);
  await expect(entries).toHaveCount(20);
  await expect(entries.first()).toContainText('Name 22');
  await expect(entries.last()).toContainText('Name 3');
  await expect(page.getByRole('link', { name: 'Newest' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Show older' }).click();
  await expect(entries).toHaveCount(3);
  await expect(entries.first()).toContainText('Name 2');
  await expect(entries.last()).toContainText('You generated the key');
  await expect(page.getByRole('link', { name: 'Show older' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Name 22' })).toBeVisible();

  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(entries).toHaveCount(20);
  await expect(entries.first()).toContainText('Name 22');
});

test('Cancel closes every dialog and changes nothing', async ({ page, signedIn }) => {
  const person = await signedIn();
  const issued = expectOk(await generateKey(asOwner(person), { name: 'Rate deck import' }));
  const keys = new UserControlPage(page);
  await page.goto(`/user-control/keys/${issued.id}`);
  await keys.slide('Rate deck import', 'Cancel');
  for (const action of ['Regenerate', 'Edit', 'Delete']) {
    await page.getByRole('button', { name: `${action} Rate deck import` }).click();
    await keys.confirm('Cancel');
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
  }
  await expect(keys.switchOf('Rate deck import')).toBeChecked();
  await expect(
    page.getByRole('list', { name: 'History' }).getByRole('listitem').filter({ hasText: 'You' }),
  ).toHaveCount(1);
  await expect(page.getByText('844.HEY.SOMOS (844.439.7666), Option 1')).toBeVisible();
  await expectVerdict(issued.key, 'VALID');

  expectOk(await disableKey(asOwner(person), { keyId: issued.id }));
  await page.reload();
  await keys.slide('Rate deck import', 'Cancel');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(keys.switchOf('Rate deck import')).not.toBeChecked();
  await expectVerdict(issued.key, 'DISABLED');
});
