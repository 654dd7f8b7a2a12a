import type { Page } from 'playwright/test';
import { toDate } from '@/lib/kernel/instant';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { systemClock } from '@/lib/platform/clock';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { expectVerdict } from './support/installation';
import { makeDisabledKey, makeKey } from './support/keys';
import { asOwner, contextOf, expectOk } from './support/people';

const NAME = 'Billing export';

/** Keeps the next action from the server. @returns what lets it go on */
async function holdNextAction(page: Page): Promise<() => void> {
  let goOn = () => {};
  const released = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const isHere = (url: URL) => url.pathname === '/user-control';
  await page.route(isHere, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await released;
    return route.continue();
  });
  return goOn;
}

test('the switch moves at once, says aloud what is true, and falls back with the reason when the server refuses', async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  const { id, key } = await makeDisabledKey(person, NAME);
  const keys = new UserControlPage(page);
  const control = keys.switchOf(NAME);
  await keys.open();
  const goOn = await holdNextAction(page);
  await keys.slide(NAME, 'Activate');
  await expect(control).toHaveAttribute('data-state', 'checked');
  await expect(control).toHaveAttribute('aria-busy', 'true');
  await expect(control).not.toBeChecked();

  // Its last moment passes while the question is on its way.
  const { db } = contextOf({ kind: 'anonymous' });
  await db.apiKey.update({ where: { id }, data: { expiresAt: toDate(systemClock.now()) } });
  goOn();
  await expect(page.getByRole('alert').filter({ hasText: 'This key has expired.' })).toBeVisible();
  await expect(control).toHaveAttribute('data-state', 'unchecked');
  await expect(control).toBeDisabled();
  await expect(keys.row(NAME)).toContainText(/Expired on \w{3} \d{1,2}, \d{4}\./);
  await expectVerdict(key, 'DISABLED');
});

test('a key that was disabled elsewhere meanwhile is shown as it is now, and can be activated from there', async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  const { id, key } = await makeKey(person, NAME);
  const keys = new UserControlPage(page);
  await keys.open();
  expectOk(await disableKey(asOwner(person), { keyId: id }));
  await keys.slide(NAME, 'Disable');
  await expectChangedElsewhere(page);
  await expect(keys.switchOf(NAME)).not.toBeChecked();
  await expect(keys.row(NAME)).toContainText('Disabled');

  expectOk(await activateKey(asOwner(person), { keyId: id }));
  await keys.slide(NAME, 'Activate');
  await expectChangedElsewhere(page);
  await expect(keys.switchOf(NAME)).toBeChecked();

  await keys.slide(NAME, 'Disable');
  await expect(page.getByText(`${NAME} is disabled`)).toBeVisible();
  await expect(keys.switchOf(NAME)).not.toBeChecked();
  await expectVerdict(key, 'DISABLED');
});

/** The toast stays until it is dismissed, which it is here. */
async function expectChangedElsewhere(page: Page): Promise<void> {
  const toast = page.getByRole('alert').filter({ hasText: 'This key was changed elsewhere. You see it as it is now.' });
  await expect(toast).toBeVisible();
  await toast.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toast).toHaveCount(0);
}

test('a key that was deleted elsewhere meanwhile is gone from the page, which says so', async ({ page, signedIn }) => {
  const person = await signedIn();
  const { id } = await makeKey(person, NAME);
  const keys = new UserControlPage(page);
  await keys.open();
  expectOk(await deleteKey(asOwner(person), { keyId: id }));
  await keys.slide(NAME, 'Disable');
  await expect(page.getByRole('alert').filter({ hasText: 'There is nothing here' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
});

test.describe('without an answer', () => {
  test.use({ provoked: [/net::ERR_CONNECTION_REFUSED/] });
  test('the switch falls back, the page says that nobody knows, and the key works on', async ({ page, signedIn }) => {
    const { key } = await makeKey(await signedIn(), NAME);
    const keys = new UserControlPage(page);
    await keys.open();
    await page.route(
      (url) => url.pathname === '/user-control',
      (route) => (route.request().method() === 'POST' ? route.abort('connectionrefused') : route.fallback()),
    );
    await keys.slide(NAME, 'Disable');
    await expect(page.getByRole('alert').filter({ hasText: 'Keydesk did not answer.' })).toBeVisible();
    await expect(keys.switchOf(NAME)).toBeChecked();
    await expect(keys.switchOf(NAME)).toHaveAttribute('data-state', 'checked');
    await expectVerdict(key, 'VALID');
  });
});
