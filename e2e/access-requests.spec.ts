import { expect, test } from './fixtures';
import { makePerson, startSessionOf } from './support/people';

test('who may have no keys asks, an administrator grants, and MFA is the next step', async ({
  page,
  signedIn,
  browser,
  baseURL,
}) => {
  const person = await signedIn({ hasKeyManagement: false, hasMfa: false });
  await page.goto('/user-control');
  await expect(page.getByText(/contact your primary contact or a company administrator.+free of charge/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'People who can help' })).toContainText('Priya Raman');
  await expect(page.getByText('844.HEY.SOMOS (844.439.7666), Option 1')).toBeVisible();
  await page.getByRole('button', { name: 'Request access' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Request access' }).click();
  await expect(dialog.getByText('Say what you need keys for.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Nightly export of our numbers');
  await dialog.getByRole('button', { name: 'Request access' }).click();
  await expect(page.getByText(/Requested today, .+ We e-mail you when an administrator answers\./)).toBeVisible();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Request access' }).click();
  await dialog.getByLabel('Reason').fill('Nightly export, after all');
  await dialog.getByRole('button', { name: 'Request access' }).click();
  await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  expect((await page.request.get('/admin/access-requests')).status()).toBe(404);

  const administrator = await makePerson({ isAdministrator: true });
  const desk = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const value = await startSessionOf(administrator);
  await desk.addCookies([{ name: 'keydesk-session', value, url: baseURL ?? '', httpOnly: true, sameSite: 'Lax' }]);
  const admin = await desk.newPage();
  await admin.goto('/user-control');
  await admin.getByRole('link', { name: /Access requests \d+ waiting/ }).click();
  const row = admin.getByRole('row').filter({ hasText: person.email }).filter({ hasText: 'after all' });
  await row.getByRole('button', { name: 'Grant' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(row).toContainText('Granted');
  await desk.close();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
});
