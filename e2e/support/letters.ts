import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'playwright/test';
import { demo } from './installation';

/** The newest letter to somebody whose subject says so, read from where it was delivered. */
async function letterTo(email: string, subject: string): Promise<string> {
  let found = '';
  await expect
    .poll(async () => {
      const files = await readdir(demo().mailDir).catch(() => []);
      const letters = files.filter((file) => file.endsWith('.eml'));
      for (const file of letters) {
        const text = (await readFile(path.join(demo().mailDir, file), 'utf8')).replace(/=\r?\n/g, '');
        if (text.includes(`To: ${email}`) && text.includes(subject)) found = text;
      }
      return found;
    })
    .not.toBe('');
  return found;
}

/** The address in the letter that "Forgot password" sends. */
export async function resetLinkOf(email: string): Promise<string> {
  const letter = await letterTo(email, 'Choose a new password for Keydesk');
  return /http:\/\/\S+\/reset-password\/[\w-]{43}/.exec(letter)?.[0] ?? '';
}
