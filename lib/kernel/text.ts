/**
 * Control characters, marks that turn the direction of a line, and marks without width, by which two names could look the
 * same: none belongs into a name that others read. The two joiners stay, since scripts and emoji are written with them.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/** Whether PostgreSQL and a reader get exactly this text: no NUL, no lone surrogate, nothing that cannot be seen. */
export function isPrintable(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}

/** How two names are compared: NFKC, trimmed, inner white space as one blank, case folded. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
