import { type NextRequest, NextResponse } from 'next/server';
import { config as settings } from '@/lib/platform/config';
import { contentSecurityPolicy, newNonce, securityHeaders } from '@/lib/web/csp';

const LARGEST_BODY = 1_048_576;

/** Before every page and action: refuses foreign and oversized posts, and gives the answer its nonce and headers. */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusePost(request);
  if (refusal !== null) return refusal;
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce);
  // Next reads the nonce for its own scripts from the request's policy.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  return withHeaders(NextResponse.next({ request: { headers } }), policy);
}

/** Next itself lets a missing Origin pass, and answers a foreign one with 500. */
function refusePost(request: NextRequest): NextResponse | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const nothing = contentSecurityPolicy(newNonce());
  if (request.headers.get('origin') !== settings().console.url) {
    return withHeaders(new NextResponse('This form was sent from another site.', { status: 403 }), nothing);
  }
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) {
    return withHeaders(new NextResponse('That is too large.', { status: 413 }), nothing);
  }
  return null;
}

function withHeaders(response: NextResponse, policy: string): NextResponse {
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(securityHeaders(settings().console.url.startsWith('https:')))) {
    response.headers.set(name, value);
  }
  return response;
}

// Prefetches included: those answers are pages too.
export const config = { matcher: [{ source: '/((?!_next/static|_next/image|favicon.ico).*)' }] };
