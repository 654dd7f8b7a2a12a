import { fromIso } from '@/lib/kernel/instant';
import { dateTimeText } from '@/lib/kernel/time-text';
import type { Letter } from '@/lib/platform/mailer';
import type { MailKind } from './outbox';
import type { LeasedMail } from './store';
import { accessGranted, accessRefused, accessRequested } from './templates/access-letters';
import {
  accountInvited,
  accountLocked,
  passwordChanged,
  passwordReset,
  passwordResetStarted,
} from './templates/account-letters';
import { keyDisabled } from './templates/key-letters';
import { mfaDisabled, mfaEnabled, mfaLink } from './templates/mfa-letters';
import { renderLetter } from './templates/render-letter';
import type { Read, Setting, Template } from './templates/template';

/**
 * @param secret what was sealed with the mail, or null
 * @throws when the kind is unknown or a parameter is missing: the mail then fails and administrators see it
 */
export async function writeLetter(mail: LeasedMail, secret: string | null, setting: Setting): Promise<Letter> {
  if (!isMailKind(mail.kind)) throw new Error(`no template for ${mail.kind}`);
  const composed = TEMPLATES[mail.kind](parameterReader(mail, secret), setting);
  return {
    to: mail.recipient,
    // One line whatever a name holds: nothing of it may become a header.
    subject: composed.subject.replaceAll(/\s+/g, ' '),
    ...(await renderLetter(composed, mail.helpDesk)),
    idempotencyKey: mail.dedupeKey,
  };
}

const TEMPLATES: Record<MailKind, Template> = {
  'key.disabled': keyDisabled,
  'password.reset': passwordReset,
  'password.reset_started': passwordResetStarted,
  'password.changed': passwordChanged,
  'mfa.enabled': mfaEnabled,
  'mfa.disabled': mfaDisabled,
  'account.invited': accountInvited,
  'account.mfa_link': mfaLink,
  'account.locked': accountLocked,
  'access.requested': accessRequested,
  'access.granted': accessGranted,
  'access.refused': accessRefused,
};

function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(TEMPLATES, kind);
}

function parameterReader({ kind, parameters }: LeasedMail, secret: string | null): Read {
  const read = (name: string): string => {
    const value = parameters[name];
    if (typeof value !== 'string') throw new Error(`${kind} lacks ${name}`);
    return value;
  };
  return Object.assign(read, {
    secret: () => {
      if (secret === null) throw new Error(`${kind} lacks its secret`);
      return secret;
    },
    time: (name: string) => dateTimeText(fromIso(read(name)), read('timeZone')),
  });
}
