/**
 * One line of comma-separated values (RFC 4180), with its CRLF. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front: names are chosen by people, and whoever opens the file must not run them (SECURITY 14).
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Anything that a spreadsheet calculates begins with one of these, also behind blanks. */
const FORMULA = /^\s*[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
