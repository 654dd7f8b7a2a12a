import { COMMON_PASSWORDS } from './common-passwords';

export type PasswordProblem = 'TOO_SHORT' | 'TOO_LONG' | 'COMMON' | 'CONTEXT' | 'UNREADABLE';

/** What an attacker would try first for this person: their address, name, company. */
export type PasswordContext = { email: string; name: string; company: string };

const FEWEST_BYTES = 8;
const MOST_BYTES = 72;
const SHORTEST_WORD = 4;

/**
 * Why a password is refused, or null. Length is counted in bytes of UTF-8 and nothing is cut or changed; there are no rules
 * about what it is composed of (OWASP ASVS 6.2). Common passwords, and words that stand next to this account, are refused
 * also with digits and signs around them.
 */
export function passwordProblem(password: string, context: PasswordContext): PasswordProblem | null {
  if (!password.isWellFormed()) return 'UNREADABLE';
  const length = new TextEncoder().encode(password).length;
  if (length < FEWEST_BYTES) return 'TOO_SHORT';
  if (length > MOST_BYTES) return 'TOO_LONG';
  const lower = password.toLowerCase();
  const stem = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (COMMON_PASSWORDS.has(lower) || COMMON_PASSWORDS.has(stem) || isOneCharacter(lower)) return 'COMMON';
  const words = contextWords(context);
  return words.has(lower) || words.has(stem) || words.has(letters(lower)) ? 'CONTEXT' : null;
}

function isOneCharacter(password: string): boolean {
  return new Set(password).size === 1;
}

function contextWords({ email, name, company }: PasswordContext): Set<string> {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const wholes = ['keydesk', 'apikey', 'apikeys', email, local, domain, name, company].map((word) =>
    word.toLowerCase(),
  );
  const parts = wholes.flatMap((whole) => whole.split(/[^\p{L}\p{N}]+/u));
  const words = [...wholes, ...wholes.map(letters), ...parts];
  return new Set(words.filter((word) => word.length >= SHORTEST_WORD));
}

function letters(text: string): string {
  return text.replace(/[^\p{L}]+/gu, '');
}
