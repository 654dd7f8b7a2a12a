import { createHash, timingSafeEqual } from 'node:crypto';
import type { VerifierToken } from '@/lib/platform/config';

/** Whom a caller speaks for: one company by its slug, or any of them. */
export type Caller = {
  company: string | '*';
  /** It showed a token, and is not only somebody who can reach us. */
  hasToken?: true;
};

/** Reads the header `X-Verifier-Token`; null = refused. */
export type Authenticate = (token: string | string[] | undefined) => Caller | null;

const ANYBODY: Caller = { company: '*' };

/** Without tokens everybody may ask: a verifier that others can reach does not start so. */
export function authenticator(tokens: readonly VerifierToken[]): Authenticate {
  if (tokens.length === 0) return () => ANYBODY;
  const known = tokens.map(({ company, token }) => ({
    caller: { company, hasToken: true as const },
    digest: digestOf(token),
  }));
  return (token) => {
    if (typeof token !== 'string') return null;
    const presented = digestOf(token);
    let caller: Caller | null = null;
    // Digests have one length, and every one is compared, so that the time tells nothing of a token.
    for (const candidate of known) {
      if (timingSafeEqual(candidate.digest, presented)) caller = candidate.caller;
    }
    return caller;
  };
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
