import { changeOf } from './changes';
import { ownOrOther, PERSON, type Piece, plain, type Tellers, type Told } from './telling';

export const SIGN_INS = {
  'person.signed_in': (event) => ({ says: ['signed in', ...by(event)], icon: 'laptop', changes: [] }),
  'person.password_accepted': plain('laptop', 'entered the password of ', PERSON, ' and was asked for a code'),
  'person.sign_in_failed': ownOrOther('warn', ['entered a wrong password or code'], ['failed to sign in as ', PERSON]),
  'person.locked_out': ownOrOther(
    'lock',
    ['entered a wrong password or code too often, and has to wait'],
    ['failed to sign in as ', PERSON, ' too often, and has to wait'],
  ),
  'person.identity_confirmed': (event) => ({
    says: ['confirmed who they are', ...by(event)],
    icon: 'check',
    changes: [],
  }),
  'person.signed_out': plain('laptop', 'signed out'),
  'person.session_ended': plain('laptop', 'ended one of their sign-ins'),
  'person.other_sessions_ended': ({ after }) => ({
    says: ['ended all their other sign-ins'],
    icon: 'laptop',
    changes: typeof after['ended'] === 'number' ? changeOf('Ended', null, String(after['ended'])) : [],
  }),
} satisfies Tellers;

function by({ after }: Told): Piece[] {
  switch (after['method']) {
    case 'totp':
      return [' with a code'];
    case 'recovery_code':
      return [' with a recovery code'];
    case 'password':
      return [' with a password'];
    default:
      return [];
  }
}
