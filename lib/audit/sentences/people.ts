import { changeOf, textChange, yesNoChange } from './changes';
import { ownOrOther, PERSON, plain, type Tellers, type Told } from './telling';

export const PEOPLE = {
  'person.created': (event) => ({
    says: ['added ', PERSON],
    icon: 'userplus',
    changes: roles(event).filter(({ to }) => to === 'Yes'),
  }),
  'person.invited': (event) => ({
    says: ['invited ', PERSON],
    icon: 'mail',
    changes: roles(event).filter(({ to }) => to === 'Yes'),
  }),
  'person.invitation_resent': plain('mail', 'invited ', PERSON, ' again'),
  'person.invitation_withdrawn': plain('ban', 'withdrew the invitation of ', PERSON),
  // Nobody is signed in then: whoever held the mailed link chose a password.
  'person.invitation_accepted': plain('userplus', 'accepted the invitation of ', PERSON),
  'person.deactivated': plain('ban', 'deactivated ', PERSON),
  'person.reactivated': plain('bolt', 'reactivated ', PERSON),
  'person.key_management_granted': (event) => ({
    says: ['granted key management to ', PERSON],
    icon: 'userplus',
    changes: yesNoChange('Key management', event, 'keyManagement'),
  }),
  'person.key_management_withdrawn': (event) => ({
    says: ['withdrew key management from ', PERSON],
    icon: 'ban',
    changes: yesNoChange('Key management', event, 'keyManagement'),
  }),
  'person.administrator_withdrawn': (event) => ({
    says: ['made ', PERSON, ' a member again'],
    icon: 'users',
    changes: roles(event),
  }),
  'person.administrator_granted': (event) => ({
    says: ['made ', PERSON, ' an administrator'],
    icon: 'userplus',
    changes: roles(event),
  }),
  'person.settings_changed': (event) => ({
    says: event.isOwn ? ['changed their settings'] : ['changed the settings of ', PERSON],
    icon: 'sliders',
    changes: [...newName(event), ...settings(event)],
  }),
  'person.password_changed': ownOrOther('lock', ['changed their password'], ['changed the password of ', PERSON]),
  'person.password_reset': plain('lock', 'chose a new password for ', PERSON, ' with a mailed link'),
  'person.password_reset_requested': ({ isOwn }) => ({
    says: isOwn ? ['asked for a new password'] : ['asked for a link to a new password for ', PERSON],
    icon: 'mail',
    changes: [],
  }),
} satisfies Tellers;

function roles(event: Told) {
  return [
    ...yesNoChange('Administrator', event, 'isAdministrator'),
    ...yesNoChange('Installation operator', event, 'isInstallationOperator'),
    ...yesNoChange('Key management', event, 'hasKeyManagement'),
  ];
}

/** What the name was stands nowhere in the chain. */
function newName({ after }: Told) {
  return after['isNameNew'] === true ? changeOf('Name', null, 'Another one') : [];
}

function settings(event: Told) {
  return [
    ...textChange('Time zone', withWord(event, 'timeZone', 'the company’s'), 'timeZone'),
    ...changeOf('Appearance', appearance(event.before['appearance']), appearance(event.after['appearance'])),
  ];
}

/** Null has a meaning of its own there. */
function withWord({ before, after }: Told, name: string, word: string): Pick<Told, 'before' | 'after'> {
  const worded = (value: unknown) => (value === null ? word : value);
  return { before: { [name]: worded(before[name]) }, after: { [name]: worded(after[name]) } };
}

function appearance(value: unknown): string | null {
  switch (value) {
    case 'SYSTEM':
      return 'System';
    case 'LIGHT':
      return 'Light';
    case 'DARK':
      return 'Dark';
    default:
      return null;
  }
}
