import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect } from '../fixtures';

/** WCAG 2.2 AA as far as a machine can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What passes is only counted. */
const OPTIONS = { runOnly: { type: 'tag' as const, values: RULES }, resultTypes: ['violations' as const] };

const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** Both themes and both widths; as a test's page is at first comes last, so that the test goes on as it began. */
const SCREENS = [
  { colorScheme: 'dark', viewport: PHONE },
  { colorScheme: 'light', viewport: DESK },
] as const;

type Outcome = { violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] };
type WithAxe = { axe?: { run: (of: Document, options: typeof OPTIONS) => Promise<Outcome> } };

/** The page as it stands, on each screen. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { colorScheme, viewport } of SCREENS) {
    await page.setViewportSize(viewport);
    // A colour on its way to another one has a contrast that nobody chose.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await analyze(page);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${colorScheme}, ${viewport.width} wide`).toEqual([]);
    expect(passes.length).toBeGreaterThan(10); // it did look
  }
}

/** Axe stays in a document that it has looked at: reading it again would take as long as looking. */
async function analyze(page: Page): Promise<Outcome> {
  const again = await page.evaluate((options) => (window as WithAxe).axe?.run(document, options) ?? null, OPTIONS);
  // Legacy: without frames, which we lack.
  return again ?? new AxeBuilder({ page }).setLegacyMode().options(OPTIONS).analyze();
}
