import { generateURI, verifySync } from 'otplib';
import { type Instant, SECOND } from '@/lib/kernel/instant';

/** RFC 6238 with what every authenticator app assumes: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4226 §4 asks for 128 bits and recommends 160. */
export const TOTP_SECRET_BYTES = 20;

/** RFC 4648 §6, for whole groups of five bytes, so never padded. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

/** The time step whose code this is, one step before or after now included; null for any other code. */
export function totpStep(secret: string, code: string, now: Instant): bigint | null {
  if (!/^\d{6}$/.test(code)) return null;
  const verdict = verifySync({ secret, token: code, epoch: Math.floor(now / SECOND), epochTolerance: STEP_SECONDS });
  // The answer's type includes HOTP's, which has no step.
  return verdict.valid && 'timeStep' in verdict ? BigInt(verdict.timeStep) : null;
}

/** What the QR code says (Key Uri Format): the app lists it as "Keydesk, <e-mail>". */
export function totpUri(secret: string, email: string): string {
  return generateURI({
    strategy: 'totp',
    issuer: 'Keydesk',
    label: email,
    secret,
    algorithm: 'sha1',
    digits: 6,
    period: STEP_SECONDS,
  });
}

/** `JBSW Y3DP …`, as one types it. */
export function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
