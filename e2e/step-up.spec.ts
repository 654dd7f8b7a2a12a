import { generate } from 'otplib';
import { toDate } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { contextOf } from './support/people';

test('six minutes after the code a new key wants another one, and the form goes on where it was', async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  const { db } = contextOf({ kind: 'anonymous' });
  const sixMinutesAgo = toDate(systemClock.now());
  sixMinutesAgo.setMinutes(sixMinutesAgo.getMinutes() - 6);
  await db.session.updateMany({ where: { personId: person.id }, data: { mfaAt: sixMinutesAgo } });

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
  // The sign-in took the code of this moment: the next one, which the clocks' tolerance admits already.
  const epoch = Math.floor(systemClock.now() / 1000) + 30;
  await question.getByLabel('Code').fill(await generate({ secret: person.totpSecret ?? '', epoch }));
  await page.keyboard.press('Enter');
  expect(await keys.revealed('After a while')).toMatch(/^kd_/);
});
