import { expect, type Locator, type Page } from 'playwright/test';
import { letCodeGrowOld, nextCode, type Person } from '../support/people';

/** The key policy as an administrator uses it. */
export class KeyPolicyPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto('/admin/policy');
  }

  field(setting: string): Locator {
    return this.page.getByLabel(setting, { exact: true });
  }

  row(setting: string): Locator {
    return this.page.getByText(setting, { exact: true }).locator('xpath=ancestor::div[2]');
  }

  async startFrom(preset: string): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${preset}`) }).check();
  }

  async save(): Promise<void> {
    await this.page.getByRole('form', { name: 'Key policy' }).getByRole('button', { name: 'Save' }).click();
  }

  /**
   * Chooses a preset, looks at what it would change, and saves it with a code of that moment.
   *
   * @param changes some of the settings, with what each is changed from
   */
  async adopt(preset: string, by: Person, changes: Record<string, string>): Promise<void> {
    await this.open();
    await this.startFrom(preset);
    for (const [setting, from] of Object.entries(changes)) {
      await expect(this.row(setting).getByText(`Changed from ${from}`)).toBeVisible();
    }
    await letCodeGrowOld(by);
    await this.save();
    const code = this.page.getByRole('dialog', { name: 'Confirm it is you' }).getByLabel('Code');
    await code.fill(await nextCode(by));
    await code.press('Enter');
    await expect(this.page.getByText('The key policy is saved')).toBeVisible();
    await expect(this.page.getByText(/Changed from/)).toHaveCount(0);
  }
}
