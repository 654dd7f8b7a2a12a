/** Control characters and the marks that turn the direction of a line: neither belongs into a name that others read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Whether PostgreSQL and a reader get exactly this text: no NUL, no lone surrogate, nothing that cannot be seen. */
export function isPrintable(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}

/** How two names are compared: NFKC, trimmed, inner white space as one blank, case folded. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
