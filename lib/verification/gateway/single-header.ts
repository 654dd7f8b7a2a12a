/** A header that stands twice: Node would silently take one of the two, and the next program perhaps the other. */
export const TWICE = Symbol('twice');

export type Single = string | null | typeof TWICE;

/**
 * A header as it came, at most once; null when it is not there.
 *
 * @param rawHeaders names and values in turn, as Node gives them
 * @param name in lower case
 */
export function singleHeader(rawHeaders: readonly string[], name: string): Single {
  let found: string | null = null;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const raw = rawHeaders[index] ?? '';
    // Most differ in length already.
    if (raw.length !== name.length || raw.toLowerCase() !== name) continue;
    if (found !== null) return TWICE;
    found = rawHeaders[index + 1] ?? '';
  }
  return found;
}
