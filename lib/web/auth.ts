import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import { endSession } from '@/lib/accounts/commands/end-session';
import type { LiveSession } from '@/lib/accounts/dto';
import { findLiveSession } from '@/lib/accounts/queries';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { cookieFlags, cookieName } from './cookies';
import { requestContext } from './request-context';

/** The longest a session may be; the row ends it earlier. */
const MAX_AGE_SECONDS = 86_400;

/**
 * next-auth with its JWT replaced by an opaque pointer: the cookie holds 256 random bits, and everything else is read from
 * the session's row at each request, so that ending the row ends the sign-in on every instance.
 *
 * A function, because settings are read at run time and not while the program is built.
 */
export function authOptions(): AuthOptions {
  return {
    secret: Buffer.from(keyring().mac('sign-out-csrf', 'next-auth')).toString('base64url'),
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    useSecureCookies: cookieFlags().secure,
    cookies: { sessionToken: { name: cookieName('session'), options: cookieFlags() } },
    // Signing in is a server action of ours: it works without JavaScript, and leaves no further cookies.
    providers: [],
    jwt: { encode: async ({ token }) => pointer(token?.['raw']), decode: async ({ token }) => decode(token) },
    callbacks: {
      // What `/api/auth/session` tells the browser: that there is one.
      session: ({ token }) => ({ expires: '', signedIn: token['live'] !== undefined }),
    },
    events: { signOut: async ({ token }) => signOut(token) },
    // A stale cookie is no error.
    logger: {
      error: (code) => code !== 'JWT_SESSION_ERROR' && log.error({ authCode: code }, 'next-auth failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** The same, for our own pages: the session is handed on whole, or why it could not be read. */
export function ownAuthOptions(): AuthOptions {
  const session = ({ token: { live, failure } }: { token: JWT }) => ({ expires: '', signedIn: true, live, failure });
  return { ...authOptions(), callbacks: { session } };
}

/** next-auth takes what is thrown here for a stale cookie, and drops it: a database that is away would sign people out. */
async function decode(token: string | undefined): Promise<JWT | null> {
  if (token === undefined) return null;
  try {
    const live = await findLiveSession(database(), systemClock, token);
    return live === null ? null : { raw: token, live };
  } catch (failure) {
    return { raw: token, failure };
  }
}

function pointer(raw: unknown): string {
  if (typeof raw !== 'string') throw new Error('no session token to encode');
  return raw;
}

async function signOut(token: { live?: LiveSession } | undefined): Promise<void> {
  if (token?.live === undefined) return;
  await endSession(await requestContext(token.live.actor));
}

declare module 'next-auth' {
  interface Session {
    signedIn: boolean;
    live?: LiveSession | undefined;
    failure?: unknown;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    raw?: string;
    live?: LiveSession;
    /** Why the session could not be read. */
    failure?: unknown;
  }
}
