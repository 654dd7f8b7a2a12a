'use server';

import { z } from 'zod';
import { endSession } from '@/lib/accounts/commands/end-session';
import { ok, type Result } from '@/lib/kernel/result';
import { dropCookie } from '@/lib/web/cookies';
import { defineAction } from '@/lib/web/define-action';

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
