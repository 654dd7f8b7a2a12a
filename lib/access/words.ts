import type { AccessError } from './errors';

/** What a person reads when a command about access requests refuses. */
export function accessErrorWords(error: AccessError): { message: string; field?: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'HAS_ACCESS':
      return { message: 'You may manage keys already. Reload the page.' };
    case 'ALREADY_REQUESTED':
      return { message: 'Your request is waiting already. Reload the page.' };
    case 'TOO_MANY_REQUESTS':
      return { message: 'You asked five times within a day. Write to one of the people who can help.' };
    case 'CONFLICT':
      return { message: 'This request was answered or withdrawn elsewhere. You see it as it is now.' };
    case 'OWN_REQUEST':
      return { message: 'Your own request is answered by another administrator.' };
  }
}
