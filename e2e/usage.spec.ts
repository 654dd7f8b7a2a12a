import type { Page } from 'playwright/test';
import { DAY, plus } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { emptyMemo } from '@/lib/verification/record-memo';
import { Usage } from '@/lib/verification/usage';
import { openVerifierPool } from '@/lib/verification/verifier-pool';
import { expect, test } from './fixtures';
import { expectAccessible } from './support/accessible';
import { demo, expectVerdict } from './support/installation';
import { makeKey, untilUseIsNoted } from './support/keys';
import { makeOwnCompany, makePerson } from './support/people';

/** Counts as the verifier does, and writes it at once: the demo's own would take up to a minute. */
async function count(keyId: string, calls: Readonly<Record<'VALID' | 'IP_DENIED', number>>, daysAgo: number) {
  const pool = openVerifierPool(demo().databaseUrl);
  const usage = new Usage(pool);
  const at = plus(systemClock.now(), -daysAgo * DAY);
  const used = { keyId, memo: emptyMemo() };
  for (const code of ['VALID', 'IP_DENIED'] as const) {
    for (let call = 0; call < calls[code]; call += 1) usage.note(used, code, at);
  }
  await usage.stop();
  await pool.end();
}

const chart = (page: Page) => page.getByRole('img', { name: /^Calls in the last/ });

test('the page of a key shows its calls day by day, to eyes, to the keyboard and as a table', async ({
  page,
  signedIn,
}) => {
  const key = await makeKey(await signedIn(), 'Billing export', { daysAgo: 20 });
  await page.goto(`/user-control/keys/${key.id}`);
  await expect(page.getByRole('heading', { name: 'No calls in the last 30 days' })).toBeVisible();
  await expect(page.getByText('Give the key to its program.')).toBeVisible();

  await expectVerdict(key.key, 'VALID');
  await untilUseIsNoted(key);
  await count(key.id, { VALID: 1_234, IP_DENIED: 0 }, 0);
  await count(key.id, { VALID: 40, IP_DENIED: 7 }, 1);
  await count(key.id, { VALID: 5, IP_DENIED: 0 }, 10);
  await page.reload();
  const says = /^Calls in the last 30 days: 1,2\d\d allowed, 7 denied\. Most denied on \w+ \d+: 7\.$/;
  await expect(chart(page)).toHaveAccessibleName(says);
  await expect(page.getByText(/just now|1 min ago/).first()).toBeVisible();
  await expect(page.getByText('198.51.100.7').first()).toBeVisible();

  const day = page.getByRole('slider', { name: 'Day' });
  await day.focus();
  await expect(day).toHaveAttribute('aria-valuetext', /: 1,23\d allowed, 0 denied$/);
  await page.keyboard.press('ArrowLeft');
  await expect(day).toHaveAttribute('aria-valuetext', /: 40 allowed, 7 denied \(IP_DENIED 7\)$/);
  await expect(page.getByText('IP_DENIED 7', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('IP_DENIED 7', { exact: true })).toBeHidden();
  await day.hover();
  await expect(page.getByText('0 denied', { exact: true })).toBeVisible();

  await page.getByRole('radio', { name: '7 days' }).check();
  await expect(chart(page)).toHaveAccessibleName(/^Calls in the last 7 days: 1,27\d allowed, 7 denied/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show as table' }).click();
  const rows = page.getByRole('table', { name: 'Usage' }).getByRole('row');
  await expect(rows).toHaveCount(8);
  await expect(rows.nth(2)).toContainText('IP_DENIED 7');
  await page.goto('/user-control');
  await expect(
    page.getByRole('img', { name: /^Calls in the last 30 days: 1,28\d, at most 1,23\d on a day/ }),
  ).toBeVisible();
});

test('administrators see what all keys were used for, take it away as a file, and limit a key', async ({
  page,
  signInAs,
}) => {
  const companyId = await makeOwnCompany();
  const owner = await makePerson({ companyId });
  const key = await makeKey(owner, '=Ledger');
  await count(key.id, { VALID: 300, IP_DENIED: 12 }, 0);
  await signInAs(await makePerson({ companyId, isAdministrator: true }));
  await page.goto('/admin/keys');
  const calls = page.getByRole('region', { name: 'Calls, last 30 days' });
  await expect(calls).toContainText('300');
  await expect(calls).toContainText('IP_DENIED 12');
  await expect(
    page.getByRole('table', { name: 'Keys' }).getByRole('img', { name: /: 312, at most 312/ }),
  ).toBeVisible();
  const file = await page.request.get(
    (await calls.getByRole('link', { name: 'Export usage' }).getAttribute('href')) ?? '',
  );
  const [heading, ...lines] = (await file.text()).trimEnd().split('\r\n');
  expect(heading).toBe('Hour (UTC),Key name,Access Key,Owner type,Owner,Service account user ID,Code,Calls');
  expect(lines.map((line) => line.split(',').slice(1).join(','))).toEqual([
    `'=Ledger,${key.accessKey},User,Robin Archer,,IP_DENIED,12`,
    `'=Ledger,${key.accessKey},User,Robin Archer,,VALID,300`,
  ]);

  await calls.getByRole('link', { name: '=Ledger' }).click();
  await page.getByRole('button', { name: 'Edit =Ledger' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^Rate limit/)
    .fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Use a whole number from 1 to 1,000,000, or leave it empty.')).toBeVisible();
  await page
    .getByRole('dialog')
    .getByLabel(/^Rate limit/)
    .fill('600');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('600 requests a minute, set for this key')).toBeVisible();
  await expect(page.getByRole('list', { name: 'History' })).toContainText('changed the rate limit of the key');

  await signInAs(owner);
  expect((await page.request.get('/admin/keys/usage/export')).status()).toBe(404);
});
