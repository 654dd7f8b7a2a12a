'use server';

import { redirect } from 'next/navigation';
import { acceptInvitation } from '@/lib/accounts/commands/accept-invitation';
import type { AcceptInvitationError } from '@/lib/accounts/errors';
import { resetPasswordSchema } from '@/lib/accounts/schemas';
import type { Result } from '@/lib/kernel/result';
import { dropCookie } from '@/lib/web/cookies';
import { defineAction, type Words } from '@/lib/web/define-action';
import { BUSY, passwordWords } from '@/lib/web/password-words';

/** Chooses the first password against a mailed link, and leads to the sign-in. */
export const acceptInvitationAction = defineAction({
  name: 'accounts/accept-invitation',
  access: 'anyone',
  schema: resetPasswordSchema,
  async run(ctx, input): Promise<Result<never, AcceptInvitationError>> {
    const accepted = await acceptInvitation(ctx, input);
    if (!accepted.ok) return accepted;
    await dropCookie('pending');
    return redirect('/sign-in?ready=invitation');
  },
  words: acceptWords,
});

function acceptWords(error: AcceptInvitationError): Words {
  switch (error.code) {
    case 'LINK_SPENT':
      return { message: 'This invitation was answered or has expired. Ask whoever invited you for another.' };
    case 'PASSWORD':
      return { message: passwordWords(error.problem), field: 'password' };
    case 'BUSY':
      return { message: BUSY };
  }
}
