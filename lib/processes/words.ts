import type { ProcessError } from './errors';

/** What people read about a refusal. */
export function processErrorWords(error: ProcessError): { message: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'HAS_ENDED':
      return { message: 'It has ended already.' };
  }
}
