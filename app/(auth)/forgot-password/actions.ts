'use server';

import { requestPasswordReset } from '@/lib/accounts/commands/request-password-reset';
import { forgotPasswordSchema } from '@/lib/accounts/schemas';
import { triesWords } from '@/lib/web/code-words';
import { defineAction } from '@/lib/web/define-action';

/** Mails a link to whoever has the address; the answer is the same whether somebody does. */
export const requestResetAction = defineAction({
  name: 'accounts/request-password-reset',
  access: 'anyone',
  schema: forgotPasswordSchema,
  run: requestPasswordReset,
  words: (error) => ({ message: triesWords(error.retryAfterMs), field: 'email' }),
});
