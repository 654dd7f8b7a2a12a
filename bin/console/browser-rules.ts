import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy, newNonce, securityHeaders } from '@/lib/web/csp';

export type BrowserRules = { nonce: string; policy: string };

/**
 * Puts the rules for the browser on an answer, whatever becomes of its request. Here and not in a `proxy.ts`, which Next would
 * run as a program of its own before each page, for several milliseconds.
 */
export function setBrowserRules(response: ServerResponse, isSecure: boolean): BrowserRules {
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce);
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(securityHeaders(isSecure))) response.setHeader(name, value);
  return { nonce, policy };
}

/** Puts the nonce where Next looks for it: in the request's policy for its own scripts, in `x-nonce` for ours. */
export function tellRules(request: IncomingMessage, { nonce, policy }: BrowserRules): void {
  request.headers['x-nonce'] = nonce;
  request.headers['content-security-policy'] = policy;
}
