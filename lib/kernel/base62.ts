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

/** The value of each ASCII character as a digit, -1 for those that are none. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Whether every character from `start` to before `end` is one of 0-9A-Za-z. Several times as fast as a regular expression. */
export function isBase62(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if ((DIGITS[text.charCodeAt(index)] ?? -1) < 0) return false;
  }
  return true;
}

/** The number that base62 text stands for from `start` on, as `encodeBase62` writes it; exact up to 2^53. NaN for other text. */
export function decodeBase62(text: string, start = 0): number {
  if (!isBase62(text, start, text.length)) return Number.NaN;
  let value = 0;
  for (let index = start; index < text.length; index += 1) value = value * 62 + (DIGITS[text.charCodeAt(index)] ?? 0);
  return value;
}
