import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { letCodeGrowOld, nextCode } from './support/people';

test('six minutes after the code a new key wants another one, and the form goes on where it was', async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  await letCodeGrowOld(person);
  const keys = new UserControlPage(page);
  await keys.open();
  await page.getByRole('button', { name: 'Generate New Key' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('After a while');
  await page.getByRole('button', { name: 'Generate', exact: true }).click();

  const question = page.getByRole('dialog', { name: 'Confirm it is you' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await question.getByLabel('Code').fill('000000');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('alert')).toContainText('That code is not right.');
  await question.getByLabel('Code').fill(await nextCode(person));
  await page.keyboard.press('Enter');
  expect(await keys.revealed('After a while')).toMatch(/^kd_/);
});
