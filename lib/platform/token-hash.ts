import { createHash } from 'node:crypto';

/**
 * How cookies and links are stored. A plain SHA-256 is enough: tokens have 256 random bits, so there is nothing to guess,
 * and a stolen table still opens no session.
 */
export function tokenHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token, 'utf8').digest());
}
