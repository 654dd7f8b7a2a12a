const MOST_CHARACTERS = 120;

// What a file system of any kind refuses, and control characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
const REFUSED = /[/\\:*?"<>|\u0000-\u001f\u007f-\u009f]/g;

/**
 * The name of the download (REQUIREMENTS §2.6): `APIKey-<name>-<date>.key`. Blanks and letters of any script stay.
 *
 * @param date `YYYY-MM-DD`, the day of issue in the reader's zone
 */
export function downloadFileName(name: string, date: string): string {
  // By code point, so that no half of a character is left at the end.
  const kept = [...name.replace(REFUSED, '_')].slice(0, MOST_CHARACTERS).join('');
  const safe = kept.replace(/^\.+|\.+$/g, (dots) => '_'.repeat(dots.length));
  return `APIKey-${safe}-${date}.key`;
}
