'use server';

import { redirect } from 'next/navigation';
import { resetPassword } from '@/lib/accounts/commands/reset-password';
import type { ResetPasswordError } from '@/lib/accounts/errors';
import { resetPasswordSchema } from '@/lib/accounts/schemas';
import type { Result } from '@/lib/kernel/result';
import { dropCookie, writeCookie } from '@/lib/web/cookies';
import { defineAction, type Words } from '@/lib/web/define-action';
import { BUSY, passwordWords } from '@/lib/web/password-words';

/** Chooses a new password against a mailed link, and leads to the sign-in. */
export const resetPasswordAction = defineAction({
  name: 'accounts/reset-password',
  access: 'anyone',
  schema: resetPasswordSchema,
  async run(ctx, input): Promise<Result<never, ResetPasswordError>> {
    const reset = await resetPassword(ctx, input);
    if (!reset.ok) return reset;
    await dropCookie('pending');
    await writeCookie('browser', reset.value.token, reset.value.expiresAt);
    return redirect('/sign-in?ready=password');
  },
  words: resetWords,
});

function resetWords(error: ResetPasswordError): Words {
  switch (error.code) {
    case 'LINK_SPENT':
      return { message: 'This link was used or has expired. Ask for a new one on the page “Forgot password”.' };
    case 'PASSWORD':
      return { message: passwordWords(error.problem), field: 'password' };
    case 'BUSY':
      return { message: BUSY };
  }
}
