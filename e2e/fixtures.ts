import { randomInt } from 'node:crypto';
import { test as base, expect, type Page } from 'playwright/test';
import { demo } from './support/installation';
import { makePerson, type Person, startSessionOf, type Traits } from './support/people';

type Fixtures = {
  /** What `strict` lets pass: an error that the test itself provokes. */
  provoked: RegExp[];
  /** A failed console, an exception or a violated CSP fails the test. */
  strict: undefined;
  /** The page is that person's from now on. */
  signInAs: (person: Person) => Promise<void>;
  /** A new person, and the page signed in as them. */
  signedIn: (traits?: Traits) => Promise<Person>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  baseURL: async ({}, use) => {
    await use(demo().consoleUrl);
  },
  // Failures are counted by address as well: each test comes from one of its own.
  // biome-ignore lint/correctness/noEmptyPattern: as above
  extraHTTPHeaders: async ({}, use) => {
    await use({ 'x-forwarded-for': `198.18.${randomInt(256)}.${randomInt(256)}` });
  },
  provoked: [[], { option: true }],
  strict: [
    async ({ page, provoked }, use) => {
      const seen: string[] = [];
      await watch(page, seen);
      await use(undefined);
      expect(seen.filter((text) => !provoked.some((one) => one.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
  signInAs: async ({ context, baseURL }, use) => {
    await use(async (person) => {
      const value = await startSessionOf(person);
      await context.addCookies([
        { name: 'keydesk-session', value, url: baseURL ?? '', httpOnly: true, sameSite: 'Lax' },
      ]);
    });
  },
  signedIn: async ({ signInAs }, use) => {
    await use(async (traits) => {
      const person = await makePerson(traits);
      await signInAs(person);
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
    if (message.type() === 'error') seen.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => seen.push(error.message));
}

export { expect };
