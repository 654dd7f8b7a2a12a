import { expect, test } from './fixtures';
import { SignInPage } from './pages/sign-in-page';
import { runProgram } from './support/run-program';

const ADMINISTRATOR = {
  name: 'Ines Moreau',
  email: 'ines.moreau@harbor.example',
  password: 'four lanterns by the quay',
};

test('the first start prints a link that makes one company and administrator, once', async ({ page, context }) => {
  const program = await runProgram('start');
  try {
    const link = await program.waitFor((said) => /http:\/\/\S+\/setup\?token=\S+/.exec(said)?.[0] ?? null);
    const second = await context.newPage();
    for (const tab of [page, second]) {
      await tab.goto(link);
      await tab.getByLabel('Company').fill('Harbor Voice');
      await tab.getByLabel('Time zone').selectOption('America/Chicago');
      await tab.getByLabel('Help-desk text').fill('Call 200');
      await tab.getByLabel('Your name').fill(ADMINISTRATOR.name);
      await tab.getByLabel('E-mail').fill(ADMINISTRATOR.email);
      await tab.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
    }
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status')).toHaveText('Keydesk is set up. Sign in with the password you chose.');

    await second.getByRole('button', { name: 'Set up Keydesk' }).click();
    await expect(second.getByRole('main').getByRole('alert')).toContainText(
      'Keydesk is set up already. Sign in instead.',
    );
    await second.goto(link);
    await expect(second.getByRole('heading', { name: 'Keydesk is set up' })).toBeVisible();
    await expect(second.getByLabel('Company')).toHaveCount(0);

    await new SignInPage(page).givePassword(ADMINISTRATOR);
    await expect(page).toHaveURL(/\/user-control$/);
    await expect(page.getByRole('heading', { name: 'Set up MFA to use API keys' })).toBeVisible();
    await expect(page.getByText('Trouble with a key? Call 200')).toBeVisible();
    await expect(page.getByRole('button', { name: ADMINISTRATOR.name })).toContainText('Administrator');
  } finally {
    // A page that is still open would go on asking a program that has ended.
    await Promise.all(context.pages().map((tab) => tab.close()));
    await program.stop();
  }
});
