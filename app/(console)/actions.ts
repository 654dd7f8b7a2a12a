'use server';

import { z } from 'zod';
import { endSession } from '@/lib/accounts/commands/end-session';
import { identityProofSchema } from '@/lib/accounts/schemas';
import { ok, type Result } from '@/lib/kernel/result';
import { confirmIdentity } from '@/lib/mfa/commands/confirm-identity';
import type { ConfirmIdentityError } from '@/lib/mfa/errors';
import { codeWords } from '@/lib/web/code-words';
import { dropCookie, writeCookie } from '@/lib/web/cookies';
import { defineAction, type Words } from '@/lib/web/define-action';

/** "Confirm it is you": a code, or the password of somebody without MFA, makes the session fresh for five minutes. */
export const confirmIdentityAction = defineAction({
  name: 'accounts/confirm-identity',
  access: 'signed-in',
  schema: identityProofSchema,
  async run(ctx, input): Promise<Result<null, ConfirmIdentityError>> {
    const confirmed = await confirmIdentity(ctx, input);
    if (!confirmed.ok) return confirmed;
    await writeCookie('session', confirmed.value.sessionToken, confirmed.value.sessionExpiresAt);
    return ok(null);
  },
  words: confirmIdentityWords,
});

function confirmIdentityWords(error: ConfirmIdentityError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
    case 'MFA_IS_OFF':
      return { message: 'Your sign-in changed meanwhile. Reload the page and try again.' };
    case 'PASSWORD_WRONG':
      return { message: 'The password is wrong.', field: 'password' };
    default:
      return codeWords(error);
  }
}

/** Ends this session; the page then leads to the sign-in. Somebody whose session is over already only loses the cookie. */
export const signOutAction = defineAction({
  name: 'accounts/sign-out',
  access: 'anyone',
  schema: z.object({}),
  async run(ctx): Promise<Result<null, { code: never }>> {
    await endSession(ctx);
    await dropCookie('session');
    return ok(null);
  },
  words: (error) => error.code,
});
