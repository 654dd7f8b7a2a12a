import 'server-only';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { LiveSession } from '@/lib/accounts/dto';
import { ownAuthOptions } from './auth';
import { readCookie } from './cookies';

/** The sign-in in force, or null. At most one statement for each rendered request. @throws when it cannot be read. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  if ((await readCookie('session')) === null) return null;
  const session = await getServerSession(ownAuthOptions());
  if (session?.failure !== undefined) throw session.failure;
  return session?.live ?? null;
});

/** For pages of signed-in people: whoever is not one is led to the sign-in. */
export async function requireSession(): Promise<LiveSession> {
  return (await currentSession()) ?? redirect('/sign-in');
}
