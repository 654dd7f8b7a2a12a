import { expect, test } from '../fixtures';
import { KeyPolicyPage } from '../pages/key-policy-page';
import { UserControlPage } from '../pages/user-control-page';
import { expectVerdict } from '../support/installation';
import { makeKey } from '../support/keys';
import { makeOwnCompany, makePerson, type Person, switchMfaOff, switchMfaOn } from '../support/people';

const NAME = 'Rate deck import';
type SignInAs = (person: Person) => Promise<void>;

test('S1, the life of an API Key: disabled, reactivated, regenerated and deleted, each after a question', async ({
  page,
  signInAs,
}) => {
  const companyId = await makeOwnCompany();
  const administrator = await makePerson({ companyId, isAdministrator: true });
  const person = await makePerson({ companyId });
  const keys = new UserControlPage(page);

  await test.step('S1: an administrator chooses the preset Somos', async () => {
    await signInAs(administrator);
    const changes = { 'Keys per owner': '10', Edit: 'allowed', Notification: 'allowed' };
    await new KeyPolicyPage(page).adopt('Somos', administrator, changes);
  });
  const { key } = await makeKey(person, NAME);
  await signInAs(person);
  await keys.open();
  await test.step('S1: Off asks; Cancel changes nothing, Disable disables', () => switchOff(keys, key));
  await test.step('S1: On asks; Cancel changes nothing, Activate activates', () => switchOn(keys, key));
  await test.step('S1: with MFA off the key performs nothing, until MFA is on again', () =>
    loseMfa(keys, key, person, signInAs));
  const second = await test.step('S1: Regenerate asks; Cancel changes nothing, Get New Key gives another pair', () =>
    regenerate(keys, key));
  await test.step('S1: Delete asks; Cancel changes nothing, Delete deletes, and Generate New Key is back', () =>
    remove(keys, second));
});

async function switchOff(keys: UserControlPage, key: string): Promise<void> {
  await expect(keys.row(NAME)).toContainText('Active');
  await expect(keys.switchOf(NAME)).toBeChecked();
  await keys.slide(NAME, 'Cancel');
  await expectNoQuestion(keys);
  await expect(keys.switchOf(NAME)).toBeChecked();
  await expectVerdict(key, 'VALID');
  await keys.slide(NAME, 'Disable');
  await expect(keys.row(NAME)).toContainText('Disabled');
  await expectVerdict(key, 'DISABLED');
}

async function switchOn(keys: UserControlPage, key: string): Promise<void> {
  await keys.switchOf(NAME).click();
  const question = keys.page.getByRole('alertdialog', { name: `Activate ${NAME}?` });
  await expect(question).toContainText('normal functions again at once, unless MFA is off on your account');
  await keys.confirm('Cancel');
  await expectNoQuestion(keys);
  await expect(keys.switchOf(NAME)).not.toBeChecked();
  await expectVerdict(key, 'DISABLED');
  await keys.slide(NAME, 'Activate');
  await expect(keys.row(NAME)).toContainText('Active');
  await expectVerdict(key, 'VALID');
}

async function loseMfa(keys: UserControlPage, key: string, person: Person, signInAs: SignInAs): Promise<void> {
  const without = await switchMfaOff(person);
  await expectVerdict(key, 'MFA_REQUIRED');
  await signInAs(without);
  await keys.open();
  await expect(keys.page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
  await expect(keys.page.getByText('1 of your keys is waiting.')).toBeVisible();
  await signInAs(await switchMfaOn(without));
  await expectVerdict(key, 'VALID');
  await keys.open();
  await expect(keys.switchOf(NAME)).toBeChecked();
}

async function regenerate(keys: UserControlPage, first: string): Promise<string> {
  const { page } = keys;
  await keys.act('Regenerate', NAME);
  await expect(page.getByRole('alertdialog', { name: `Regenerate ${NAME}?` })).toBeVisible();
  // One key is all there may be.
  await expect(page.getByRole('button', { name: 'Generate a new key instead' })).toHaveCount(0);
  await keys.confirm('Cancel');
  await expectNoQuestion(keys);
  await expectVerdict(first, 'VALID');
  await keys.act('Regenerate', NAME);
  await keys.confirm('Get New Key');
  const second = await keys.revealed(NAME);
  const [pair, before] = [second.split('_'), first.split('_')];
  expect(pair[1]).not.toBe(before[1]);
  expect(pair[2]).not.toBe(before[2]);
  await keys.download();
  await keys.finish();
  await expectVerdict(first, 'NOT_FOUND');
  await expectVerdict(second, 'VALID');
  return second;
}

async function remove(keys: UserControlPage, key: string): Promise<void> {
  const { page } = keys;
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toHaveCount(0);
  await keys.act('Delete', NAME);
  await expect(page.getByRole('alertdialog', { name: `Delete ${NAME}?` })).toBeVisible();
  await keys.confirm('Cancel');
  await expectNoQuestion(keys);
  await expectVerdict(key, 'VALID');
  await keys.act('Delete', NAME);
  await keys.confirm('Delete');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toBeVisible();
  await expectVerdict(key, 'NOT_FOUND');
}

async function expectNoQuestion({ page }: UserControlPage): Promise<void> {
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
}
