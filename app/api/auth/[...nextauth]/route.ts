import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/web/auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: whether there is a session, its CSRF token, signing out. Signing in is `/sign-in`. */
async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

export { handler as GET, handler as POST };
