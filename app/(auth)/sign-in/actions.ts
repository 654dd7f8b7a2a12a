'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import type { SignInStep } from '@/lib/accounts/dto';
import type { SecondStepError, SignInError } from '@/lib/accounts/errors';
import { recoverySchema, signInSchema, totpSchema } from '@/lib/accounts/schemas';
import { fail, type Result } from '@/lib/kernel/result';
import { codeWords, triesWords } from '@/lib/web/code-words';
import { dropCookie, readCookie, writeCookie } from '@/lib/web/cookies';
import { defineAction, type Words } from '@/lib/web/define-action';
import { BUSY } from '@/lib/web/password-words';

/** E-mail and password: leads in, or to the second step. */
export const passwordAction = defineAction({
  name: 'accounts/sign-in',
  access: 'anyone',
  schema: signInSchema,
  run: async (ctx, input): Promise<Result<never, SignInError>> => goOn(await signInWithPassword(ctx, input)),
  words: passwordWords,
});

/** The code of an authenticator app. */
export const codeAction = defineAction({
  name: 'accounts/sign-in-with-code',
  access: 'anyone',
  schema: totpSchema,
  run: async (ctx, { code }) => secondStep(ctx, 'totp', code),
  words: secondStepWords,
});

/** One of the ten recovery codes. */
export const recoveryCodeAction = defineAction({
  name: 'accounts/sign-in-with-recovery-code',
  access: 'anyone',
  schema: recoverySchema,
  run: async (ctx, { code }) => secondStep(ctx, 'recovery_code', code),
  words: recoveryWords,
});

/** Back to the first step. The begun sign-in is forgotten here and expires by itself. */
export const startOverAction = defineAction({
  name: 'accounts/start-over',
  access: 'anyone',
  schema: z.object({}),
  async run(): Promise<Result<never, { code: 'NEVER' }>> {
    await dropCookie('pending');
    return redirect('/sign-in');
  },
  words: () => ({ message: '' }),
});

type Ctx = Parameters<typeof completeSignIn>[0];

async function secondStep(
  ctx: Ctx,
  method: 'totp' | 'recovery_code',
  code: string,
): Promise<Result<never, SecondStepError>> {
  const pendingToken = await readCookie('pending');
  if (pendingToken === null) return fail({ code: 'SIGN_IN_EXPIRED' });
  return goOn(await completeSignIn(ctx, { pendingToken, method, code }));
}

/** Hands the browser what the step made, and leads on. */
async function goOn<E>(result: Result<SignInStep, E>): Promise<Result<never, E>> {
  if (!result.ok) return result;
  const step = result.value;
  if (step.next === 'CODE') {
    await writeCookie('pending', step.token, step.expiresAt);
    return redirect('/sign-in');
  }
  await dropCookie('pending');
  await writeCookie('session', step.token, step.expiresAt);
  await writeCookie('browser', step.browser.token, step.browser.expiresAt);
  return redirect('/user-control');
}

function passwordWords(error: SignInError): Words {
  switch (error.code) {
    case 'WRONG':
      return { message: 'E-mail or password is wrong.', field: 'password' };
    case 'TOO_MANY_TRIES':
      return { message: triesWords(error.retryAfterMs), field: 'password' };
    case 'BUSY':
      return { message: BUSY };
  }
}

function secondStepWords(error: SecondStepError): Words {
  if (error.code !== 'SIGN_IN_EXPIRED') return codeWords(error);
  return { message: 'This sign-in took longer than ten minutes. Go back and enter your password again.' };
}

function recoveryWords(error: SecondStepError): Words {
  if (error.code !== 'CODE_WRONG') return secondStepWords(error);
  return { message: 'That recovery code is not right, or was used already.', field: 'code' };
}
