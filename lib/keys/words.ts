import { dateTimeText } from '@/lib/kernel/time-text';
import type { GroupError, KeyError } from './errors';

type Words = { message: string; field?: string };

/** What people read about a refusal that concerns their own keys; `field` where one field is to blame. */
export function keyErrorWords(error: KeyError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'CONFLICT':
      return { message: 'This key was changed elsewhere. You see it as it is now.' };
    case 'EXPIRED':
      return { message: 'This key has expired. Regenerate it, or delete it and generate a new one.' };
    case 'POLICY_FORBIDS':
      return { message: 'Your company’s key policy does not allow this.' };
    case 'KEY_MANAGEMENT_REQUIRED':
      return { message: 'You need permission to manage keys. Ask your primary contact or a company administrator.' };
    case 'MFA_REQUIRED':
      return { message: 'MFA is off on your account. Set it up under Security first.' };
    case 'OWNER_INACTIVE':
      return { message: 'Your account is deactivated. Ask your primary contact or a company administrator.' };
    case 'NAME_TAKEN':
      return { message: `You already have a key named “${error.name}”.`, field: 'name' };
    case 'GROUP_GONE':
      return { message: 'That group is not there any more. Choose another one.', field: 'groupId' };
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

/** The same for whoever acts on keys that are somebody else's, a service account's or the company's. */
export function othersKeyErrorWords(error: KeyError): Words {
  switch (error.code) {
    case 'KEY_MANAGEMENT_REQUIRED':
      return { message: 'This person has no permission to manage keys. Grant it under Users first.' };
    case 'MFA_REQUIRED':
      return {
        message: 'MFA is off on the account of this person. Their keys can be disabled and deleted until it is on.',
      };
    case 'OWNER_INACTIVE':
      return { message: 'The owner is deactivated. Their keys can be disabled and deleted, and nothing else.' };
    case 'NAME_TAKEN':
      return { message: `This owner already has a key named “${error.name}”.`, field: 'name' };
    case 'LIMIT_REACHED':
      return { message: `This owner has ${error.limit} of ${error.limit} keys. Delete one to generate another.` };
    default:
      return keyErrorWords(error);
  }
}

/** About groups of keys, and about keys in them. */
export function groupErrorWords(error: GroupError): Words {
  switch (error.code) {
    case 'GROUP_NAME_TAKEN':
      return { message: `There is a group named “${error.name}” already.`, field: 'name' };
    case 'TOO_MANY_GROUPS':
      return { message: `There are ${error.most} groups already. Delete one to add another.` };
    case 'CONFLICT':
      return { message: 'This was changed elsewhere. You see it as it is now.' };
    default:
      return othersKeyErrorWords(error);
  }
}
