import { expect, type Locator, type Page } from 'playwright/test';

/** Settings › API Keys as an administrator uses it. */
export class ApiKeysPage {
  readonly page: Page;
  /** Whichever is open. */
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** A button of the open dialog. */
  async press(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  /** An entry of the menu of a key, a group or an account. The value that it has now stands behind some of them. */
  async choose(of: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${of}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
  }

  /** @returns the full key that the open dialog shows */
  async reveal(): Promise<string> {
    await this.press('Show');
    return this.shown();
  }

  async shown(): Promise<string> {
    const key = this.dialog.getByLabel('API key', { exact: true });
    await expect(key).toBeVisible();
    return (await key.textContent()) ?? '';
  }
}
