import { notFound } from 'next/navigation';
import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/web/auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** Whether there is a session, its CSRF token, signing out. */
const SERVED: ReadonlySet<string | undefined> = new Set(['session', 'csrf', 'signout']);

/** next-auth's own addresses, few of them: signing in is `/sign-in`, and `_log` would let anybody write into our log. */
async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
  const [action] = (await context.params).nextauth;
  if (!SERVED.has(action)) notFound();
  // next-auth answers broken JSON with 500. Our pages post forms.
  if (request.headers.get('content-type')?.includes('json')) return new Response(null, { status: 415 });
  return NextAuth(request, context, authOptions());
}

export { handler as GET, handler as POST };
