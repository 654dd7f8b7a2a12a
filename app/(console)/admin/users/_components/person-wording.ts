import type { IconName } from '@/components/ui/icon';
import type { PersonQuestion } from '@/lib/accounts/people-view';

type PersonWording = {
  /** In the menu. */
  entry: string;
  icon: IconName;
  title: (name: string) => string;
  says: string;
  /** When it is the reader's own account. */
  saysOwn?: string;
  button: string;
  /** Calls fail afterwards. */
  isRed?: boolean;
  /** Whether the dialog shows the keys that verify now, and what it says of them. */
  keys?: 'stop' | 'go on' | 'work';
  done: (name: string) => string;
};

export const PERSON_WORDINGS: Record<PersonQuestion, PersonWording> = {
  'grant-keys': {
    entry: 'Grant key management',
    icon: 'key',
    title: (name) => `Grant key management to ${name}?`,
    says: 'They may generate and manage API keys of their own once MFA is on.',
    button: 'Grant',
    done: (name) => `${name} may manage keys`,
  },
  'withdraw-keys': {
    entry: 'Withdraw key management',
    icon: 'ban',
    title: (name) => `Withdraw key management from ${name}?`,
    says: 'They can no longer see or manage their keys. The keys go on working until an administrator disables or deletes them.',
    saysOwn:
      'You can no longer see or manage your own keys, and only another administrator can grant it again. The keys go on working.',
    button: 'Withdraw',
    keys: 'go on',
    done: (name) => `${name} may no longer manage keys`,
  },
  'make-administrator': {
    entry: 'Make administrator',
    icon: 'shield',
    title: (name) => `Make ${name} an administrator?`,
    says: 'They may act on every user, service account and key of the company once MFA is on.',
    button: 'Make administrator',
    done: (name) => `${name} is an administrator`,
  },
  'unmake-administrator': {
    entry: 'Remove as administrator',
    icon: 'shield',
    title: (name) => `Remove ${name} as administrator?`,
    says: 'They lose the pages of administrators at once. Their own keys stay as they are.',
    saysOwn:
      'This is you. You lose the pages of administrators at once, and only another administrator can make you one again.',
    button: 'Remove',
    done: (name) => `${name} is no administrator any more`,
  },
  'make-contact': {
    entry: 'Make primary contact',
    icon: 'mail',
    title: (name) => `Make ${name} the primary contact?`,
    says: 'People who lack a permission are told to turn to them first, and mails about keys that no person owns go to them.',
    button: 'Make primary contact',
    done: (name) => `${name} is the primary contact`,
  },
  'start-reset': {
    entry: 'Start password reset',
    icon: 'lock',
    title: (name) => `Start a password reset for ${name}?`,
    says: 'We e-mail them a link with which they choose a new password, good for one hour. Until they use it nothing changes. You see neither.',
    button: 'Send link',
    done: (name) => `A link is on its way to ${name}`,
  },
  'reset-mfa': {
    entry: 'Reset MFA',
    icon: 'refresh',
    title: (name) => `Reset MFA of ${name}?`,
    says: 'They are signed out everywhere. Setting MFA up again needs the link that we e-mail them now, and until then their keys are refused wherever MFA is required.',
    button: 'Reset MFA',
    isRed: true,
    keys: 'work',
    done: (name) => `MFA of ${name} is reset`,
  },
  'invite-again': {
    entry: 'Send invitation',
    icon: 'mail',
    title: (name) => `Send ${name} an invitation?`,
    says: 'We e-mail them a new link, good for 72 hours. Any link sent before stops working.',
    button: 'Send invitation',
    done: (name) => `An invitation is on its way to ${name}`,
  },
  'withdraw-invitation': {
    entry: 'Withdraw invitation',
    icon: 'x',
    title: (name) => `Withdraw the invitation of ${name}?`,
    says: 'The link stops working at once, and they leave the list. They can be invited again.',
    button: 'Withdraw',
    done: (name) => `The invitation of ${name} is withdrawn`,
  },
  reactivate: {
    entry: 'Reactivate',
    icon: 'bolt',
    title: (name) => `Reactivate ${name}?`,
    says: 'They can sign in again, and their keys perform their normal functions again at once. Their expiration dates do not move.',
    button: 'Reactivate',
    done: (name) => `${name} is active again`,
  },
  deactivate: {
    entry: 'Deactivate',
    icon: 'ban',
    title: (name) => `Deactivate ${name}?`,
    says: 'They are signed out at once and cannot sign in. Their keys are refused within a second. Reactivating brings both back.',
    saysOwn:
      'This is you. You are signed out at once, your keys are refused within a second, and only another administrator can reactivate you.',
    button: 'Deactivate',
    isRed: true,
    keys: 'stop',
    done: (name) => `${name} is deactivated`,
  },
};
