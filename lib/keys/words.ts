import { dateTimeText } from '@/lib/kernel/time-text';
import type { KeyError } from './errors';

/** What a person reads when a key command refuses; `field` where one field is to blame. */
export function keyErrorWords(error: KeyError): { message: string; field?: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'CONFLICT':
      return { message: 'This key was changed elsewhere. You see it as it is now.' };
    case 'EXPIRED':
      return { message: 'This key has expired. Regenerate it, or delete it and generate a new one.' };
    case 'POLICY_FORBIDS':
      return { message: "Your company's key policy does not allow this." };
    case 'KEY_MANAGEMENT_REQUIRED':
      return { message: 'You need permission to manage keys. Ask your primary contact or a company administrator.' };
    case 'MFA_REQUIRED':
      return { message: 'MFA is off on your account. Set it up under Security first.' };
    case 'NAME_TAKEN':
      return { message: `You already have a key named “${error.name}”.`, field: 'name' };
    case 'EXPIRES_TOO_SOON':
      return { message: 'Choose a time at least 1 minute from now.', field: 'expiresOn' };
    case 'EXPIRES_TOO_LATE':
      return { message: `Choose ${dateTimeText(error.latest, error.zone)} or earlier.`, field: 'expiresOn' };
    case 'LIMIT_REACHED':
      return { message: limitText(error.limit) };
  }
}

function limitText(limit: number): string {
  return limit === 1
    ? 'You have 1 of 1 key. Delete it to generate another.'
    : `You have ${limit} of ${limit} keys. Delete one to generate another.`;
}
