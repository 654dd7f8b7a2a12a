'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { changePassword } from '@/lib/accounts/commands/change-password';
import { endAllOtherSessions } from '@/lib/accounts/commands/end-all-other-sessions';
import { endOwnSession } from '@/lib/accounts/commands/end-own-session';
import type { ChangePasswordError } from '@/lib/accounts/errors';
import { changePasswordSchema, newPassword, sessionSchema, totpSchema } from '@/lib/accounts/schemas';
import { ok, type Result } from '@/lib/kernel/result';
import { beginEnrolment } from '@/lib/mfa/commands/begin-enrolment';
import { confirmEnrolment } from '@/lib/mfa/commands/confirm-enrolment';
import { disableMfa } from '@/lib/mfa/commands/disable-mfa';
import { renewRecoveryCodes } from '@/lib/mfa/commands/renew-recovery-codes';
import type { BeginEnrolmentError, ConfirmEnrolmentError, DisableMfaError } from '@/lib/mfa/errors';
import { codeWords, triesWords } from '@/lib/web/code-words';
import { writeCookie } from '@/lib/web/cookies';
import { defineAction, type Words } from '@/lib/web/define-action';
import { BUSY, passwordWords } from '@/lib/web/password-words';

const NOT_FOUND = 'There is nothing here, or it is not yours to see.';

/** Makes the secret and leads to the page that shows it. */
export const beginEnrolmentAction = defineAction({
  name: 'mfa/begin-enrolment',
  access: 'signed-in',
  schema: z.object({ password: newPassword.optional(), link: z.string().max(100).optional() }),
  async run(ctx, { password, link }): Promise<Result<never, BeginEnrolmentError>> {
    const begun = await beginEnrolment(ctx, { password: password ?? null, link: link ?? null });
    if (!begun.ok) return begun;
    if (begun.value !== null) await writeCookie('session', begun.value.sessionToken, begun.value.sessionExpiresAt);
    return redirect('/security/mfa');
  },
  words: beginWords,
});

/** Switches MFA on; the answer holds the recovery codes, once. */
export const confirmEnrolmentAction = defineAction({
  name: 'mfa/confirm-enrolment',
  access: 'signed-in',
  schema: totpSchema,
  async run(ctx, input): Promise<Result<{ recoveryCodes: string[] }, ConfirmEnrolmentError>> {
    const enrolled = await confirmEnrolment(ctx, input);
    if (!enrolled.ok) return enrolled;
    const { recoveryCodes, sessionToken, sessionExpiresAt } = enrolled.value;
    await writeCookie('session', sessionToken, sessionExpiresAt);
    return ok({ recoveryCodes });
  },
  words: confirmWords,
});

export const disableMfaAction = defineAction({
  name: 'mfa/disable',
  access: 'signed-in',
  schema: totpSchema,
  async run(ctx, input): Promise<Result<null, DisableMfaError>> {
    const disabled = await disableMfa(ctx, input);
    if (!disabled.ok) return disabled;
    await writeCookie('session', disabled.value.sessionToken, disabled.value.sessionExpiresAt);
    return ok(null);
  },
  words: disableWords,
  revalidate: '/security',
});

/** Ten new recovery codes; the answer holds them, once. */
export const renewRecoveryCodesAction = defineAction({
  name: 'mfa/renew-recovery-codes',
  access: 'signed-in',
  schema: totpSchema,
  run: renewRecoveryCodes,
  words: disableWords,
  revalidate: '/security',
});

export const changePasswordAction = defineAction({
  name: 'accounts/change-password',
  access: 'fresh-mfa',
  schema: changePasswordSchema,
  async run(ctx, input): Promise<Result<null, ChangePasswordError>> {
    const changed = await changePassword(ctx, input);
    if (!changed.ok) return changed;
    await writeCookie('session', changed.value.sessionToken, changed.value.sessionExpiresAt);
    return ok(null);
  },
  words: changePasswordWords,
  revalidate: '/security',
});

/** Signs one other browser out. */
export const endSessionAction = defineAction({
  name: 'accounts/end-session',
  access: 'signed-in',
  schema: sessionSchema,
  run: endOwnSession,
  words: () => ({ message: 'That browser is signed out already. Reload the page.' }),
  revalidate: '/security',
});

/** Signs out everywhere but here. */
export const endOtherSessionsAction = defineAction({
  name: 'accounts/end-other-sessions',
  access: 'signed-in',
  schema: z.object({}),
  run: endAllOtherSessions,
  words: () => ({ message: NOT_FOUND }),
  revalidate: '/security',
});

function beginWords(error: BeginEnrolmentError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_FOUND };
    case 'MFA_IS_ON':
      return { message: 'MFA is on already. Reload the page.' };
    case 'PASSWORD_NEEDED':
      return { message: 'Enter your password to go on.', field: 'password' };
    case 'PASSWORD_WRONG':
      return { message: 'The password is wrong.', field: 'password' };
    case 'BUSY':
      return { message: BUSY };
    case 'LINK_NEEDED':
      return { message: 'MFA was reset on your account. Open the link in the e-mail about it to set MFA up again.' };
    case 'TOO_MANY_TRIES':
      return { message: triesWords(error.retryAfterMs), field: 'password' };
  }
}

function confirmWords(error: ConfirmEnrolmentError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_FOUND };
    case 'MFA_IS_ON':
      return { message: 'MFA is on already. Reload the page.' };
    case 'ENROLMENT_EXPIRED':
      return { message: 'This secret is older than 15 minutes. Reload the page and set up MFA again.' };
    default:
      return codeWords(error);
  }
}

function disableWords(error: DisableMfaError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_FOUND };
    case 'MFA_IS_OFF':
      return { message: 'MFA is off already. Reload the page.' };
    default:
      return codeWords(error);
  }
}

function changePasswordWords(error: ChangePasswordError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_FOUND };
    case 'PASSWORD_WRONG':
      return { message: 'The password is wrong.', field: 'currentPassword' };
    case 'TOO_MANY_TRIES':
      return { message: triesWords(error.retryAfterMs), field: 'currentPassword' };
    case 'SAME':
      return { message: 'That is the password you have now. Choose another.', field: 'newPassword' };
    case 'PASSWORD':
      return { message: passwordWords(error.problem), field: 'newPassword' };
    case 'BUSY':
      return { message: BUSY };
  }
}
