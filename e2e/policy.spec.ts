import { expect, test } from './fixtures';
import { KeyPolicyPage } from './pages/key-policy-page';
import { DESK, expectAccessible } from './support/accessible';
import { expectVerdict } from './support/installation';
import { makeKey } from './support/keys';
import { makeOwnCompany, makePerson } from './support/people';
import { savePolicy } from './support/policy';

test('a period says what it means as it is typed, and what is wrong with it; Discard takes everything back', async ({
  page,
  signedIn,
}) => {
  const policy = new KeyPolicyPage(page);
  await signedIn({ companyId: await makeOwnCompany(), isAdministrator: true });
  await policy.open();
  const lifespan = policy.field('Max Key Lifespan');
  await lifespan.fill('p18m');
  await expect(page.getByText('18 months', { exact: true })).toBeVisible();
  for (const [text, sentence] of [
    ['P6M', 'Write it in lower case: p6m.'],
    ['p1y6m', 'Use one number and one unit, such as p6m.'],
    ['p0m', 'Use a number from 1.'],
    ['p6h', 'End with d, w, m or y.'],
    ['p101y', 'That is longer than a policy may be.'],
  ] as const) {
    await lifespan.fill(text);
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(lifespan).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByText('Correct 1 field to save')).toBeVisible();
  await expect(page.getByText('Correct Max Key Lifespan to see this')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(lifespan).toHaveValue('p1y');
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
});

test('a change that is not saved is not lost by following a link: it is asked about first', async ({
  page,
  signedIn,
}) => {
  const policy = new KeyPolicyPage(page);
  await signedIn({ companyId: await makeOwnCompany(), isAdministrator: true });
  await policy.open();
  const audit = page.getByRole('navigation').getByRole('link', { name: 'Audit' });
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await policy.field('Max Key Lifespan').fill('p6m');
  await audit.click();
  await expect(question.getByRole('button', { name: 'Stay' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(policy.field('Max Key Lifespan')).toHaveValue('p6m');
  await audit.click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible();

  await policy.open();
  await expect(policy.field('Max Key Lifespan')).toHaveValue('p1y');
  await policy.field('Max Key Lifespan').fill('p6m');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The key policy is saved', { exact: true })).toBeVisible();
  await audit.click();
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible();
});

test('the keys that would stop are shown before they do, and they do once that is confirmed', async ({
  page,
  signedIn,
}) => {
  const policy = new KeyPolicyPage(page);
  const companyId = await makeOwnCompany();
  await signedIn({ companyId, isAdministrator: true });
  const owner = await makePerson({ companyId });
  const idle = await makeKey(owner, 'Nightly export', { daysAgo: 40 });
  const young = await makeKey(owner, 'Billing export', { daysAgo: 2 });
  await policy.open();
  await expect(page.getByText('The 2 keys there are')).toBeVisible();
  await policy.field('Not Accessed Expiration').fill('p1m');
  await expect(page.getByText('1 key stops, 0 come back')).toBeVisible();
  await policy.save();
  await expect(page.getByText('The key policy is saved')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Apply Not Accessed Expiration to existing keys' }).check();
  await page.getByRole('button', { name: 'See the key' }).click();
  await expect(page.getByRole('list', { name: 'Keys that stop' })).toContainText('Nightly export');
  await page.getByRole('button', { name: 'Close' }).click();
  await policy.save();
  const question = page.getByRole('alertdialog', { name: 'Save and stop 1 key?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText('1 key stops, 0 come back')).toBeVisible();
  await policy.save();
  await question.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('2 keys have the new inactivity limit')).toBeVisible();
  await expectVerdict(idle.key, 'EXPIRED_INACTIVE');
  await expectVerdict(young.key, 'VALID');
});

test('a policy that somebody else changed meanwhile is not overwritten, and is shown as it is now', async ({
  page,
  signedIn,
}) => {
  const policy = new KeyPolicyPage(page);
  const companyId = await makeOwnCompany();
  await signedIn({ companyId, isAdministrator: true });
  await policy.open();
  await policy.field('Keys per owner').fill('7');
  await page.getByRole('switch', { name: 'Regenerate' }).click();
  await savePolicy(await makePerson({ companyId, isAdministrator: true }), { keysPerOwner: 3 });
  await policy.save();
  await expect(page.getByText('The key policy was changed elsewhere. You see it as it is now.')).toBeVisible();
  await expect(policy.field('Keys per owner')).toHaveValue('3');
  await expect(page.getByRole('switch', { name: 'Regenerate' })).toBeChecked();
  await policy.field('Keys per owner').fill('7');
  await policy.save();
  await expect(page.getByText('The key policy is saved')).toBeVisible();
});

test('whoever may not change the policy finds no such page', async ({ page, signedIn, provoked }) => {
  provoked.push(/404/);
  await signedIn();
  await page.goto('/user-control');
  await expect(page.getByRole('link', { name: 'Key policy' })).toHaveCount(0);
  expect((await page.request.get('/admin/policy')).status()).toBe(404);
});

test.describe('no violation, in light and dark, on a desk and on a phone:', () => {
  // Half-way through a fade every contrast is wrong.
  test.use({ viewport: DESK, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

  test('the key policy, changed, wrong, and asking', async ({ page, signedIn }) => {
    const policy = new KeyPolicyPage(page);
    const companyId = await makeOwnCompany();
    const admin = await signedIn({ companyId, isAdministrator: true });
    await makeKey(admin, 'Nightly export', { daysAgo: 40 });
    await policy.open();
    await expect(page.getByText('The key there is')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('radio', { name: /Thales/ }).check();
    await policy.field('Max Key Lifespan').fill('P6M');
    await policy.field('Not Accessed Expiration').fill('p1m');
    await page.getByRole('checkbox', { name: /Apply Not Accessed/ }).check();
    await expect(page.getByText('1 key stops, 0 come back').first()).toBeVisible();
    await expectAccessible(page);
    await policy.field('Max Key Lifespan').fill('p6m');
    await policy.save();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await expectAccessible(page);
  });
});
