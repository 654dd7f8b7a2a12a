'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { endSession } from '@/lib/accounts/commands/end-session';
import { dropCookie } from '@/lib/web/cookies';
import { defineAction } from '@/lib/web/define-action';

const endSessionAction = defineAction({
  name: 'accounts/sign-out',
  access: 'anyone',
  schema: z.object({}),
  async run(ctx) {
    // Somebody whose session is over already only loses the cookie.
    await endSession(ctx);
    await dropCookie('session');
    return redirect('/sign-in');
  },
  words: (error: { code: never }) => error.code,
});

/** Ends this session and leads to the sign-in. It has the shape of a form's action, for the menu that signs out. */
export async function signOutAction(form: FormData): Promise<void> {
  await endSessionAction(null, form);
}
