import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { newId } from '@/lib/kernel/ids';
import { type Instant, SECOND, toDate } from '@/lib/kernel/instant';
import { randomBytes } from '@/lib/platform/random';
import type { VerificationRecord } from '../verification-record';
import { keyClaims } from './key-claims';
import { issuerOf } from './oauth-path';
import { ALGORITHM, type SigningKeys } from './signing-keys';

/** The most by which offline validation lags behind a revocation (CONTRACT §3), in seconds. */
export const LONGEST_LIFETIME = 300;
const TYPE = 'at+jwt';

/** What a token of ours says of itself; whether its key is still good is another question. */
export type AccessToken = {
  issuer: string;
  audience: string;
  company: string;
  keyId: string;
  accessKey: string;
  id: string;
  issuedAt: number;
  expiresAt: number;
};

type Issue = { record: VerificationRecord; issuer: string; audience: string; now: Instant };

/**
 * Signs a JWT access token (RFC 9068 §2) for a key that was just found valid.
 *
 * @returns null when the key ends before a second is over
 * @throws when there is no key to sign with
 */
export async function issueAccessToken(
  keys: Pick<SigningKeys, 'current'>,
  { record, issuer, audience, now }: Issue,
): Promise<{ token: string; lifetimeSeconds: number } | null> {
  const issuedAt = Math.floor(now / SECOND);
  const end = record.expiresAt === null ? Number.POSITIVE_INFINITY : Math.floor(record.expiresAt / SECOND);
  const expiresAt = Math.min(issuedAt + LONGEST_LIFETIME, end);
  if (expiresAt <= issuedAt) return null;
  const { id, privateKey } = await keys.current();
  const claims = { ...keyClaims(record), iss: issuer, aud: audience, iat: issuedAt, exp: expiresAt };
  const token = await new SignJWT({ ...claims, jti: newId('atk', randomBytes) })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
    .sign(privateKey);
  return { token, lifetimeSeconds: expiresAt - issuedAt };
}

/**
 * Reads a token that we signed and that has not ended.
 *
 * @returns null for anything else
 * @throws when the keys cannot be read
 */
export async function readAccessToken(
  keys: Pick<SigningKeys, 'find'>,
  { token, baseUrl, now }: { token: string; baseUrl: string; now: Instant },
): Promise<AccessToken | null> {
  const keyId = keyIdOf(token);
  const key = keyId === null ? null : await keys.find(keyId);
  if (key === null) return null;
  try {
    const requirements = { algorithms: [ALGORITHM], typ: TYPE, currentDate: toDate(now) };
    const { payload } = await jwtVerify(token, key, requirements);
    return toAccessToken(payload, baseUrl);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function keyIdOf(token: string): string | null {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    return typeof kid === 'string' && alg === ALGORITHM ? kid : null;
  } catch {
    return null;
  }
}

/** We signed it, and yet nothing is believed that is not there: an earlier version may have written it. */
function toAccessToken(payload: JWTPayload, baseUrl: string): AccessToken | null {
  const { iss, aud, sub, exp, iat, jti, client_id: accessKey, company } = payload;
  if (typeof aud !== 'string' || typeof accessKey !== 'string' || typeof company !== 'string') return null;
  if (sub === undefined || jti === undefined || iat === undefined || exp === undefined) return null;
  // The issuer is either the company's own or, while there is but one company, the verifier itself.
  if (iss !== issuerOf(baseUrl, company) && iss !== issuerOf(baseUrl, null)) return null;
  return { issuer: iss, audience: aud, company, keyId: sub, accessKey, id: jti, issuedAt: iat, expiresAt: exp };
}
