/**
 * Whether an object anywhere in the JSON text names a member twice. Parsers disagree on which of the two counts (RFC 8259
 * §4), so that a gateway could check one key and we another.
 *
 * `JSON.parse` keeps one member of each name: with a duplicate, fewer come out than colons went in. Escapes are no way
 * round it, since names are compared after parsing.
 * @param text valid JSON; @param parsed what `JSON.parse` made of it.
 */
export function hasDuplicateNames(text: string, parsed: object): boolean {
  return !isFlat(text, parsed) && membersWritten(text) !== membersRead(parsed);
}

/**
 * Whether every quote of the text belongs to a member that was read: two around its name and two around its value, which is
 * a string without escapes. Nearly every question is such an object, and is done here in a third of the time.
 */
function isFlat(text: string, parsed: object): boolean {
  const values: unknown[] = Object.values(parsed);
  for (const value of values) if (typeof value !== 'string') return false;
  let quotes = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) quotes++;
    else if (character === BACKSLASH) return false;
  }
  return quotes === 4 * values.length;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

function membersWritten(text: string): number {
  let count = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) isInString = !isInString;
    else if (isInString) index += character === BACKSLASH ? 1 : 0;
    else if (character === COLON) count++;
  }
  return count;
}

/** Without recursion: 16 KiB hold 8,000 levels. */
function membersRead(root: object): number {
  let count = 0;
  const open: object[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const children: unknown[] = Object.values(node);
    if (!Array.isArray(node)) count += children.length;
    for (const child of children) {
      if (typeof child === 'object' && child !== null) open.push(child);
    }
  }
  return count;
}
