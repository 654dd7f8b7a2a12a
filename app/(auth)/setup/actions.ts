'use server';

import { redirect } from 'next/navigation';
import { setUpInstallation } from '@/lib/accounts/commands/set-up-installation';
import type { SetUpError } from '@/lib/accounts/errors';
import { setUpSchema } from '@/lib/accounts/schemas';
import type { Result } from '@/lib/kernel/result';
import { defineAction, type Words } from '@/lib/web/define-action';
import { passwordWords } from '@/lib/web/password-words';

/** Makes the first company and its administrator against the one-time link. */
export const setUpAction = defineAction({
  name: 'accounts/set-up',
  access: 'anyone',
  schema: setUpSchema,
  async run(ctx, { token, company, timeZone, helpDesk, ...administrator }): Promise<Result<never, SetUpError>> {
    const input = { token, isDemo: false, company: { name: company, timeZone, helpDesk }, administrator };
    const result = await setUpInstallation(ctx, input);
    return result.ok ? redirect('/sign-in?ready=1') : result;
  },
  words: setUpWords,
});

function setUpWords(error: SetUpError): Words {
  switch (error.code) {
    case 'PASSWORD':
      return { message: passwordWords(error.problem), field: 'password' };
    case 'TIME_ZONE':
      return { message: 'Choose a time zone.', field: 'timeZone' };
    case 'SLUG':
      return { message: 'Choose another name for the company.', field: 'company' };
    case 'ALREADY_SET_UP':
      return { message: 'Keydesk is set up already. Sign in instead.' };
    case 'LINK_SPENT':
      return { message: 'This link was used or has expired. Start Keydesk again: it prints a new one.' };
  }
}
