import { generate } from 'otplib';
import { expect, test } from './fixtures';
import { SignInPage } from './pages/sign-in-page';
import { makeKey } from './support/keys';
import { makePerson, type Person } from './support/people';

/** Six digits that are none of the person's codes around now. */
async function wrongCodeFor({ totpSecret }: Person): Promise<string> {
  const secret = totpSecret ?? '';
  const now = Math.floor(Date.now() / 1000);
  const near = await Promise.all([-60, -30, 0, 30, 60].map((by) => generate({ secret, epoch: now + by })));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
}

test('a wrong password and an unknown address read the same', async ({ page }) => {
  const { email } = await makePerson();
  const signIn = new SignInPage(page);
  const seen: string[] = [];
  for (const tried of [email, `nobody.${email}`]) {
    await signIn.open();
    await signIn.givePassword({ email: tried, password: 'not the password' });
    await expect(page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong.' })).toBeVisible();
    await expect(signIn.password).toBeFocused();
    await expect(page).toHaveURL(/\/sign-in$/);
    await signIn.email.fill('');
    seen.push(await page.getByRole('main').ariaSnapshot());
  }
  expect(seen[1]).toBe(seen[0]);
});

test('each empty field is named, and what was typed stays', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await expect(signIn.email).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signIn.email).toHaveAccessibleDescription('Enter your e-mail address.');
  await expect(signIn.password).toHaveAccessibleDescription('Enter your password.');
  await expect(signIn.email).toBeFocused();
  await signIn.email.fill('robin@northwind.example');
  await page.keyboard.press('Enter');
  await expect(signIn.email).not.toHaveAttribute('aria-invalid');
  await expect(signIn.email).toHaveValue('robin@northwind.example');
  await expect(signIn.password).toBeFocused();
});

test('password managers and phones know each field', async ({ page }) => {
  const person = await makePerson();
  const signIn = new SignInPage(page);
  await signIn.open();
  await expect(signIn.email).toHaveAttribute('autocomplete', 'username');
  await expect(signIn.password).toHaveAttribute('autocomplete', 'current-password');
  await signIn.givePassword(person);
  await expect(signIn.code).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(signIn.code).toHaveAttribute('inputmode', 'numeric');
  await expect(signIn.code).toBeFocused();
});

test('a wrong code says what to check, and "Back" forgets the begun sign-in', async ({ page }) => {
  const person = await makePerson();
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.givePassword(person);
  await expect(page.getByRole('main')).toContainText(person.email);
  await signIn.giveCode(await wrongCodeFor(person));
  await expect(signIn.code).toHaveAccessibleDescription(
    'That code is not right. Check that the clock of your phone is set automatically, then enter the next one.',
  );
  await signIn.giveCode('12345');
  await expect(signIn.code).toHaveAccessibleDescription('Enter the six digits that the app shows.');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(signIn.email).toBeVisible();
  await page.reload();
  await expect(signIn.email).toBeVisible();
  await expect(signIn.code).toBeHidden();
});

test('a code signs in once, with a blank in it too', async ({ page }) => {
  const person = await makePerson();
  const signIn = new SignInPage(page);
  await page.goto('/');
  const code = await signIn.signIn(person);
  await signIn.signOut(person.name);
  await signIn.givePassword(person);
  await signIn.giveCode(`${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(signIn.code).toHaveAccessibleDescription('That code was used already. Wait for the next one.');
  await page.goto('/user-control');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('a recovery code signs in once, in capitals and without hyphens too', async ({ page }) => {
  const person = await makePerson();
  const [recoveryCode = ''] = person.recoveryCodes;
  const signIn = new SignInPage(page);
  const field = page.getByLabel('Recovery code');
  await signIn.open();
  for (const typed of [recoveryCode.replaceAll('-', '').toUpperCase(), recoveryCode]) {
    await signIn.givePassword(person);
    await page.getByRole('link', { name: 'Use a recovery code' }).click();
    await field.fill(typed);
    await field.press('Enter');
    if (typed === recoveryCode) break;
    await expect(page).toHaveURL(/\/user-control$/);
    await signIn.signOut(person.name);
  }
  await expect(field).toHaveAccessibleDescription('That recovery code is not right, or was used already.');
});

test('signing out ends the session itself, not only the cookie', async ({ page, context, signedIn }) => {
  const person = await signedIn();
  await page.goto('/user-control');
  const cookies = await context.cookies();
  await new SignInPage(page).signOut(person.name);
  await context.clearCookies();
  await context.addCookies(cookies);
  await page.goto('/user-control');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('going back after signing out shows no key', async ({ page, signedIn }) => {
  const person = await signedIn();
  const { accessKey } = await makeKey(person, 'Billing export');
  await page.goto('/security');
  await page.goto('/user-control');
  await expect(page.getByText(accessKey)).toBeVisible();
  await new SignInPage(page).signOut(person.name);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText(accessKey)).toHaveCount(0);
});

for (const path of ['/user-control', '/security', '/security/mfa']) {
  test(`whoever is signed out is led from ${path} to the sign-in`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
}
