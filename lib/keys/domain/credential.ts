import { decodeBase62, encodeBase62, isBase62, type RandomBytes, randomBase62 } from '@/lib/kernel/base62';
import { crc32 } from '@/lib/kernel/crc32';

/**
 * The shape of a key. A full key is `<Access Key>_<Access Secret>`: `kd_<16 base62>` and `<43 base62><6 base62 CRC-32>`.
 * A publishable key is one string, `kdp_<22 base62><6 base62 CRC-32>`, and is its own Access Key. The checksum covers
 * everything before it, so a slip of the hand is refused without asking the database. No punctuation but the underscore:
 * a double click selects all of it.
 */

const ACCESS_KEY_RANDOM = 16;
/** 43 characters of base62 hold 256.03 bits. */
const SECRET_RANDOM = 43;
const PUBLISHABLE_RANDOM = 22;
/** 62^6 > 2^32 */
const CHECKSUM = 6;

/** Characters of an Access Secret, its checksum included. */
export const SECRET_LENGTH = SECRET_RANDOM + CHECKSUM;

/** The length of `kd_<16>`: where a full key is cut in two. */
const ACCESS_KEY_LENGTH = 'kd_'.length + ACCESS_KEY_RANDOM;
const FULL_KEY_LENGTH = ACCESS_KEY_LENGTH + '_'.length + SECRET_LENGTH;
const PUBLISHABLE_KEY_LENGTH = 'kdp_'.length + PUBLISHABLE_RANDOM + CHECKSUM;

function hasShapeOfFullKey(text: string): boolean {
  return (
    text.length === FULL_KEY_LENGTH &&
    text.startsWith('kd_') &&
    text[ACCESS_KEY_LENGTH] === '_' &&
    isBase62(text, 'kd_'.length, ACCESS_KEY_LENGTH) &&
    isBase62(text, ACCESS_KEY_LENGTH + 1, FULL_KEY_LENGTH)
  );
}

function hasShapeOfPublishableKey(text: string): boolean {
  return (
    text.length === PUBLISHABLE_KEY_LENGTH &&
    text.startsWith('kdp_') &&
    isBase62(text, 'kdp_'.length, PUBLISHABLE_KEY_LENGTH)
  );
}

export type SecretCredential = { kind: 'secret'; accessKey: string; accessSecret: string; key: string };
export type PublishableCredential = { kind: 'publishable'; accessKey: string };
export type Credential = SecretCredential | PublishableCredential;

function checksum(text: string): string {
  return encodeBase62(crc32(text, text.length), CHECKSUM);
}

function hasChecksum(text: string): boolean {
  const end = text.length - CHECKSUM;
  return decodeBase62(text, end) === crc32(text, end);
}

/** A new pair from the given CSPRNG; the secret has 256 bits. */
export function issueSecretCredential(randomBytes: RandomBytes): SecretCredential {
  const accessKey = `kd_${randomBase62(ACCESS_KEY_RANDOM, randomBytes)}`;
  const random = randomBase62(SECRET_RANDOM, randomBytes);
  const accessSecret = random + checksum(`${accessKey}_${random}`);
  return { kind: 'secret', accessKey, accessSecret, key: `${accessKey}_${accessSecret}` };
}

/** A new publishable key; 131 random bits. */
export function issuePublishableCredential(randomBytes: RandomBytes): PublishableCredential {
  const body = `kdp_${randomBase62(PUBLISHABLE_RANDOM, randomBytes)}`;
  return { kind: 'publishable', accessKey: body + checksum(body) };
}

/** Reads what a caller presented as one string; null when its shape or checksum is wrong. */
export function parseKey(text: string): Credential | null {
  if (hasShapeOfPublishableKey(text)) return hasChecksum(text) ? { kind: 'publishable', accessKey: text } : null;
  if (!hasShapeOfFullKey(text) || !hasChecksum(text)) return null;
  return {
    kind: 'secret',
    accessKey: text.slice(0, ACCESS_KEY_LENGTH),
    accessSecret: text.slice(ACCESS_KEY_LENGTH + 1),
    key: text,
  };
}

/** Reads a pair presented in two halves. A publishable key has no halves and is refused. */
export function parsePair(accessKey: string, accessSecret: string): SecretCredential | null {
  // Joined, halves of other lengths could be a key too.
  if (accessKey.length !== ACCESS_KEY_LENGTH || accessSecret.length !== SECRET_LENGTH) return null;
  const credential = parseKey(`${accessKey}_${accessSecret}`);
  return credential?.kind === 'secret' ? credential : null;
}
