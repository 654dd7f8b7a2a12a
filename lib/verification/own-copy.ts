/**
 * The same text, of Latin-1 characters, in memory of its own. A part of a text refers to the whole of it for as long as it is kept,
 * and what somebody presents holds a secret.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
