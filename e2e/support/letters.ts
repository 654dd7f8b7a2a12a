import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'playwright/test';
import { demo } from './installation';

/** The newest letter to somebody whose subject says so, read from where it was delivered. */
async function letterTo(email: string, subject: string): Promise<string> {
  let found = '';
  await expect
    .poll(async () => {
      found = (await lettersTo(email, subject)).at(-1) ?? '';
      return found;
    })
    .not.toBe('');
  return found;
}

async function lettersTo(email: string, subject: string): Promise<string[]> {
  const files = await readdir(demo().mailDir).catch(() => []);
  const letters = files.filter((file) => file.endsWith('.eml'));
  const texts = await Promise.all(letters.map((file) => readFile(path.join(demo().mailDir, file), 'utf8')));
  return texts
    .map((text) => text.replace(/=\r?\n/g, ''))
    .filter((text) => text.includes(`To: ${email}`) && text.includes(subject));
}

/** The address in an invitation, other than that of an earlier one. */
export async function invitationLinkOf(email: string, earlier = ''): Promise<string> {
  let link = '';
  await expect
    .poll(async () => {
      const letters = await lettersTo(email, 'invites you to Keydesk');
      const links = letters.map((letter) => /http:\/\/\S+\/invite\/[\w-]{43}/.exec(letter)?.[0] ?? '');
      link = links.find((one) => one !== earlier) ?? '';
      return link;
    })
    .not.toBe('');
  return link;
}

/** The address in the letter that "Forgot password" sends. */
export async function resetLinkOf(email: string): Promise<string> {
  const letter = await letterTo(email, 'Choose a new password for Keydesk');
  return /http:\/\/\S+\/reset-password\/[\w-]{43}/.exec(letter)?.[0] ?? '';
}
