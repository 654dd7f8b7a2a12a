import type { RandomBytes } from '@/lib/kernel/base62';

/** Without i, l, o, 0 and 1, which look like each other on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
/** The largest multiple of 31 in a byte: bytes from here on are thrown away, so that every character is equally likely. */
const FAIR = 248;
const CHARACTERS = 24;
const CODES = 10;

/** One code: 24 characters of 31, 118 bits, in the form that is stored and compared, without hyphens. */
function makeCode(randomBytes: RandomBytes): string {
  let code = '';
  while (code.length < CHARACTERS) {
    for (const byte of randomBytes(CHARACTERS - code.length)) {
      if (byte < FAIR) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code;
}

/** The ten codes that one enrolment gives, all different. */
export function makeRecoveryCodes(randomBytes: RandomBytes): string[] {
  const codes = new Set<string>();
  while (codes.size < CODES) codes.add(makeCode(randomBytes));
  return [...codes];
}

/** As it is shown: `nasd-urzv-spyj-2vgt-z9p3-x75d`. */
export function showRecoveryCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}

/** What somebody typed, with or without hyphens, blanks and capitals; null when it can be no code. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replace(/[\s-]+/g, '');
  const isCode = code.length === CHARACTERS && [...code].every((character) => ALPHABET.includes(character));
  return isCode ? code : null;
}

/** HMAC-SHA-256 under the secret of that id, as the keyring makes it. */
type Macs = {
  readonly ids: readonly string[];
  mac(use: 'recovery-code', message: string, secretId: string): Uint8Array;
};

/** The hash under one secret. It holds the person's id, so that a stolen row fits nobody else. */
export function recoveryCodeHash(
  macs: Macs,
  personId: string,
  code: string,
  secretId: string,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(macs.mac('recovery-code', `${personId}\0${code}`, secretId));
}

/** The hashes that a code may be stored under: the current secret's, and those of earlier ones. */
export function recoveryCodeHashes(macs: Macs, personId: string, code: string): Uint8Array<ArrayBuffer>[] {
  return macs.ids.map((id) => recoveryCodeHash(macs, personId, code, id));
}
