import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect } from '../fixtures';

/** WCAG 2.2 AA as far as a machine can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** Both themes and both widths; as a test's page is at first comes last, so that the test goes on as it began. */
const SCREENS = [
  { colorScheme: 'dark', viewport: PHONE },
  { colorScheme: 'light', viewport: DESK },
] as const;

/** The page as it stands, on each screen. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { colorScheme, viewport } of SCREENS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    // Legacy: without frames, which we lack.
    const axe = new AxeBuilder({ page }).setLegacyMode().withTags(RULES);
    const { violations, passes } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${colorScheme}, ${viewport.width} wide`).toEqual([]);
    expect(passes.length).toBeGreaterThan(10); // it did look
  }
}
