import { type Credential, parseKey, parsePair } from '@/lib/keys/domain/credential';
import { type Single, TWICE } from './single-header';

/** What a client presented; the reasons are for the gateway's log, and all of them are 401. */
export type Presented =
  | { kind: 'credential'; credential: Credential }
  | { kind: 'refused'; code: 'CREDENTIAL_MISSING' | 'CREDENTIAL_TWICE' | 'MALFORMED' };

const BEARER = 'bearer ';
const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

const MALFORMED: Presented = { kind: 'refused', code: 'MALFORMED' };

/**
 * Reads the credential from exactly one of `Authorization: Bearer <key>`, `Authorization: Basic <Access Key:Access Secret>`
 * and `X-Api-Key: <key>`. A publishable key has no halves, and is never Basic (RFC 7617, RFC 6750).
 */
export function presentedCredential(authorization: Single, apiKey: Single): Presented {
  if (authorization === TWICE || apiKey === TWICE || (authorization !== null && apiKey !== null)) {
    return { kind: 'refused', code: 'CREDENTIAL_TWICE' };
  }
  if (apiKey !== null) return presented(parseKey(apiKey));
  if (authorization === null) return { kind: 'refused', code: 'CREDENTIAL_MISSING' };
  // No key holds a blank, so that only those around it are left out.
  if (authorization.slice(0, BEARER.length).toLowerCase() === BEARER) {
    return presented(parseKey(withoutBlanksAround(authorization.slice(BEARER.length))));
  }
  const [, pair] = BASIC.exec(authorization) ?? [];
  return pair === undefined ? MALFORMED : presented(parseBasic(pair));
}

function presented(credential: Credential | null): Presented {
  return credential === null ? MALFORMED : { kind: 'credential', credential };
}

function withoutBlanksAround(text: string): string {
  return text.startsWith(' ') || text.endsWith(' ') ? text.replace(/^ +/, '').replace(/ +$/, '') : text;
}

function parseBasic(base64: string): Credential | null {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  return colon === -1 ? null : parsePair(text.slice(0, colon), text.slice(colon + 1));
}
