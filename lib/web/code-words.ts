import { MINUTE } from '@/lib/kernel/instant';
import type { Words } from './define-action';

type CodeError = { code: 'CODE_WRONG' } | { code: 'CODE_USED' } | { code: 'TOO_MANY_TRIES'; retryAfterMs: number };

/** What is said about a code from an authenticator app, wherever one is asked for. */
export function codeWords(error: CodeError): Words {
  switch (error.code) {
    case 'CODE_WRONG':
      return {
        message:
          'That code is not right. Check that the clock of your phone is set automatically, then enter the next one.',
        field: 'code',
      };
    case 'CODE_USED':
      return { message: 'That code was used already. Wait for the next one.', field: 'code' };
    case 'TOO_MANY_TRIES':
      return { message: triesWords(error.retryAfterMs), field: 'code' };
  }
}

export function triesWords(retryAfterMs: number): string {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / MINUTE));
  return `Too many tries. Try again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`;
}
