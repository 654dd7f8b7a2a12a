import type { PasswordProblem } from '@/lib/accounts/domain/password-problem';

/** Why a new password is refused, and what to do instead. */
export function passwordWords(problem: PasswordProblem): string {
  switch (problem) {
    case 'TOO_SHORT':
      return 'Use at least 8 characters.';
    case 'TOO_LONG':
      return 'Use at most 72 bytes, which is 72 letters without accents.';
    case 'COMMON':
      return 'That password is one of the first that an attacker tries. Choose another.';
    case 'CONTEXT':
      return 'That password is made of your name, your company or your e-mail address. Choose another.';
    case 'UNREADABLE':
      return 'That password holds a broken character. Choose another.';
  }
}

/** More passwords are being worked on than this machine can do at once. */
export const BUSY = 'Too many people are signing in at this moment. Try again in a few seconds.';
