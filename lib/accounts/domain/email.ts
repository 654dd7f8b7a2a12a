/** The identity at sign-in: two spellings of one address are one person. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
