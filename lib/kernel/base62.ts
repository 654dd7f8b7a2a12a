const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 in a byte: bytes from here on are thrown away, so that every character is equally likely. */
const FAIR = 248;

export type RandomBytes = (size: number) => Uint8Array;

/** `length` unbiased base62 characters, 5.95 bits each. */
export function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < FAIR) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

/** A whole number as base62, left-padded with zeros. @throws RangeError when it does not fit or is negative. */
export function encodeBase62(value: number, width: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not encodable: ${value}`);
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text;
  if (text.length > width) throw new RangeError(`${value} does not fit ${width} characters`);
  return text.padStart(width, '0');
}

const IS_BASE62 = Uint8Array.from({ length: 128 }, (_, code) => Number(ALPHABET.includes(String.fromCharCode(code))));

/** Whether every character from `start` to before `end` is one of 0-9A-Za-z. Several times as fast as a regular expression. */
export function isBase62(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if (IS_BASE62[text.charCodeAt(index)] !== 1) return false;
  }
  return true;
}

/** The position of a character in 0-9A-Za-z, or -1. */
export function base62Index(character: string): number {
  return character.length === 1 ? ALPHABET.indexOf(character) : -1;
}
