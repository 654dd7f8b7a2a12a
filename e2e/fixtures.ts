import { generate } from 'otplib';
import { test as base, expect, type Page } from 'playwright/test';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import { demo } from './support/installation';
import { contextOf, expectOk, makePerson, type Person, type Traits } from './support/people';

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

/** Signs in as the sign-in page does, without the page. @returns the cookie's value */
async function signInByCommand({ email, password, totpSecret }: Person): Promise<string> {
  const nobody = contextOf({ kind: 'anonymous' });
  const first = expectOk(await signInWithPassword(nobody, { email, password }));
  if (totpSecret === null) return first.token;
  const proof = { pendingToken: first.token, method: 'totp', code: await generate({ secret: totpSecret }) } as const;
  return expectOk(await completeSignIn(nobody, proof)).token;
}

export { expect };
