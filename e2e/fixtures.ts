import { test as base, expect, type Page } from 'playwright/test';
import { demo } from './support/installation';
import { makePerson, type Person, type Traits } from './support/people';
import { signInByCommand } from './support/sign-in';

type Fixtures = {
  /** A failed console, an exception or a violated CSP fails the test. */
  strict: undefined;
  /** A new person, and the page signed in as them. */
  signedIn: (traits?: Traits) => Promise<Person>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  baseURL: async ({}, use) => {
    await use(demo().consoleUrl);
  },
  strict: [
    async ({ page }, use) => {
      const seen: string[] = [];
      await watch(page, seen);
      await use(undefined);
      expect(seen).toEqual([]);
    },
    { auto: true },
  ],
  signedIn: async ({ context, baseURL }, use) => {
    await use(async (traits) => {
      const person = await makePerson(traits);
      const value = await signInByCommand(person);
      await context.addCookies([
        { name: 'keydesk-session', value, url: baseURL ?? '', httpOnly: true, sameSite: 'Lax' },
      ]);
      return person;
    });
  },
});

async function watch(page: Page, seen: string[]): Promise<void> {
  await page.exposeFunction('reportViolation', (text: string) => seen.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (text: string) => void }; // exposed above
      reportViolation(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(error.message));
}

export { expect };
