import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { DESK, expectAccessible } from './support/accessible';
import { makeDisabledKey, makeKey } from './support/keys';
import { makePerson } from './support/people';

test('an administrator finds who did what, opens an entry, and takes it along', async ({ page, signedIn }) => {
  const owner = await makePerson();
  const hostile = '<img src=x onerror=alert(1)> =1+1';
  await makeDisabledKey(owner, hostile);
  await signedIn({ isAdministrator: true });
  await page.goto('/user-control');
  await page.getByRole('navigation', { name: 'Activity' }).getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByRole('heading', { name: 'Audit', exact: true })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Person, key or event ID' }).fill(owner.email);
  await expect(page).toHaveURL(/q=robin/);
  const entries = page.getByRole('region', { name: 'Entries' });
  const disabled = entries.getByRole('listitem').filter({ hasText: `Robin Archer disabled ${hostile}` });
  await expect(disabled).toHaveCount(1);
  await expect(disabled.getByText('Active')).toBeVisible();
  await expect(disabled.getByText('Disabled', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Event' }).click();
  await page.getByRole('menuitem', { name: 'Keys' }).click();
  await expect(page.getByRole('link', { name: 'Remove filter Event: Keys' })).toBeVisible();
  await expect(entries.getByText(/^Today, /)).toBeVisible();

  const open = disabled.getByRole('button', { name: /^Details of Robin Archer disabled/ });
  await open.click();
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  await expect(disabled.getByText(/^evt_\w{16} · key\.disabled$/)).toBeVisible();
  await expect(disabled.getByText(/^\d+ · [0-9a-f]{4}…[0-9a-f]{4} follows [0-9a-f]{4}…[0-9a-f]{4}$/)).toBeVisible();
  const generated = entries.getByRole('button', { name: /^Details of Robin Archer generated/ });
  await generated.click();
  await expect(open).toHaveAttribute('aria-expanded', 'false');
  await expect(generated).toHaveAttribute('aria-expanded', 'true');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await download).path();
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  await page.goto('/admin/audit?event=exports');
  await expect(entries.getByRole('listitem').first()).toContainText('Robin Archer exported the audit as CSV');
  await expect(entries.getByRole('listitem').first()).toContainText(owner.email);
});

test('who, for whom and when are chosen with the keyboard', async ({ page, signedIn }) => {
  const person = await signedIn({ isAdministrator: true });
  await makeKey(person, 'Of today');
  await page.goto('/admin/audit');
  const who = page.getByRole('button', { name: 'Who', exact: true });
  await who.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name or e-mail')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(who).toBeFocused();
  await expect(page.getByLabel('Name or e-mail')).toBeHidden();
  await page.keyboard.press('Enter');
  await page.keyboard.type(person.email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: `Remove filter Who: ${person.email}` })).toBeVisible();

  await page.getByRole('button', { name: 'Any time' }).click();
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Until Jan 31, 2020' })).toBeVisible();
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('the chain that the worker checked is said to be whole', async ({ page, signedIn }) => {
  await signedIn({ isAdministrator: true });
  const said = page.getByRole('button', { name: /^Chain verified \d+:\d\d [AP]M\. The [\d,]+ entries/ });
  // Once the worker has looked for the first time.
  await expect(async () => {
    await page.goto('/admin/audit');
    await expect(said).toBeVisible({ timeout: 5_000 });
  }).toPass();
});

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  // Half-way through a fade every contrast is wrong.
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });
  test('the audit, an open entry and an open filter', async ({ page, signedIn }) => {
    await makeDisabledKey(await signedIn({ isAdministrator: true }), 'Fax relay');
    await page.goto('/admin/audit');
    await page
      .getByRole('button', { name: /^Details of/ })
      .first()
      .click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Who', exact: true }).click();
    await expect(page.getByLabel('Name or e-mail')).toBeVisible();
    await expectAccessible(page);
    await page.goto('/admin/audit?q=nobody-has-this');
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('for everybody else', () => {
  test.use({ provoked: [/status of 404/] });
  test('there is no such page and no such file', async ({ page, signedIn, baseURL }) => {
    await signedIn();
    expect((await page.goto('/admin/audit'))?.status()).toBe(404);
    const headers = { origin: baseURL ?? '' };
    expect((await page.request.post('/admin/audit/export', { form: { format: 'csv' }, headers })).status()).toBe(404);
    expect((await page.request.get('/admin/audit/export')).status()).toBe(405);
    await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  });
});
