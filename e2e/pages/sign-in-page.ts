import { generate } from 'otplib';
import { expect, type Locator, type Page } from 'playwright/test';

type Credentials = { email: string; password: string };

/** The two steps of signing in, as a person takes them, and the way out. */
export class SignInPage {
  readonly page: Page;
  readonly email: Locator;
  readonly password: Locator;
  readonly code: Locator;

  constructor(page: Page) {
    this.page = page;
    this.email = page.getByLabel('E-mail');
    this.password = page.getByLabel('Password', { exact: true });
    this.code = page.getByLabel('Code', { exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto('/sign-in');
  }

  async givePassword({ email, password }: Credentials): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.password.press('Enter');
  }

  async giveCode(code: string): Promise<void> {
    await this.code.fill(code);
    await this.code.press('Enter');
  }

  /** Both steps, to the keys. @returns the code that was used */
  async signIn(person: Credentials & { totpSecret: string | null }): Promise<string> {
    await this.givePassword(person);
    const code = await generate({ secret: person.totpSecret ?? '' });
    await this.giveCode(code);
    await expect(this.page).toHaveURL(/\/user-control$/);
    return code;
  }

  async signOut(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(this.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
}
