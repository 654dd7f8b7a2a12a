import type { PeopleError } from './errors';

/** What an administrator reads when something about people is refused. */
export function peopleErrorWords(error: PeopleError): { message: string; field?: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'CONFLICT':
      return { message: 'This person was changed elsewhere. You see them as they are now.' };
    case 'LAST_ADMINISTRATOR':
      return { message: 'This is the only administrator who can sign in. Make somebody else an administrator first.' };
    case 'OWN_ACCOUNT':
      return { message: 'For your own account this is done under Your security, or by another administrator.' };
    case 'EMAIL_TAKEN':
      return { message: 'Somebody in Keydesk has this address already.', field: 'email' };
    case 'ACCEPTED':
      return { message: 'The invitation was answered. You see the person as they are now.' };
    case 'NOT_ACCEPTED':
      return { message: 'This person has not chosen a password yet. Send an invitation.' };
    case 'DEACTIVATED':
      return { message: 'This person is deactivated. Reactivate them first.' };
    case 'HAS_KEYS':
      return { message: 'This person has keys. Delete the keys and deactivate the person instead.' };
    case 'MFA_IS_OFF':
      return { message: 'MFA is off on the account of this person already.' };
  }
}
