import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from 'playwright/test';

/** The User Control page as a person uses it. */
export class UserControlPage {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.goto('/user-control');
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  switchOf(name: string): Locator {
    return this.page.getByRole('switch', { name: `Status of ${name}`, exact: true });
  }

  /** Opens the dialog, names the key, and leaves the reveal open. @returns the full key as the page shows it */
  async generate(name: string): Promise<string> {
    await this.startGenerating(name);
    return this.revealed(name);
  }

  async startGenerating(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Generate New Key' }).first().click();
    await this.dialog.getByLabel('Name', { exact: true }).fill(name);
    await this.dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  }

  async revealed(name: string): Promise<string> {
    await expect(this.dialog.getByRole('heading', { name: `${name} is ready` })).toBeVisible();
    await this.dialog.getByRole('button', { name: 'Show', exact: true }).click();
    const key = await this.dialog.getByLabel('API key', { exact: true }).textContent();
    expect(key).toMatch(/^kd_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
    return key ?? '';
  }

  /** @returns the file's name and what it holds */
  async download(): Promise<{ name: string; text: string }> {
    const waiting = this.page.waitForEvent('download');
    await this.dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  async finish(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Finish', exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Slides the switch and answers its dialog. */
  async slide(name: string, answer: 'Disable' | 'Activate' | 'Cancel'): Promise<void> {
    await this.switchOf(name).click();
    await this.confirm(answer);
  }

  async act(action: 'Regenerate' | 'Edit' | 'Delete', name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `${action} ${name}` })
      .click();
  }

  async confirm(answer: string): Promise<void> {
    const dialog = this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
    await dialog.getByRole('button', { name: answer, exact: true }).click();
  }
}
