import { fromIso } from '@/lib/kernel/instant';
import { dateTimeText } from '@/lib/kernel/time-text';
import type { Letter } from '@/lib/platform/mailer';
import { accessGranted, accessRefused, accessRequested } from './access-letters';
import { htmlPart, textPart } from './frame';
import type { MailKind } from './outbox';
import type { LeasedMail } from './store';
import type { Read, Setting, Template } from './template';

/**
 * @param secret what was sealed with the mail, or null
 * @throws when the kind is unknown or a parameter is missing: the mail then fails and administrators see it
 */
export function writeLetter(mail: LeasedMail, secret: string | null, setting: Setting): Letter {
  if (!isMailKind(mail.kind)) throw new Error(`no template for ${mail.kind}`);
  const words = TEMPLATES[mail.kind](parameterReader(mail, secret), setting);
  return {
    to: mail.recipient,
    // One line whatever a name holds: nothing of it may become a header.
    subject: words.subject.replaceAll(/\s+/g, ' '),
    text: textPart(words),
    html: htmlPart(words),
    idempotencyKey: mail.dedupeKey,
  };
}

const TEMPLATES: Record<MailKind, Template> = {
  // S0: "…informing them that the API Key has been disabled and it will remind you to reactivate, regenerate or delete it".
  'key.disabled': (read, { consoleUrl }) => ({
    subject: `Your API key ${read('keyName')} is disabled`,
    paragraphs: [
      `Hello ${read('personName')},`,
      `Your API key ${read('keyName')} (${read('accessKey')}) has been disabled. Calls with it are refused.`,
      'Reactivate it, regenerate it or delete it on the User Control (URC) page.',
    ],
    button: { label: 'Open User Control', href: `${consoleUrl}/user-control` },
    help: read.help('Trouble with a key?'),
  }),

  'password.reset': (read, { consoleUrl }) => ({
    subject: 'Choose a new password for Keydesk',
    paragraphs: [
      `Hello ${read('personName')},`,
      'Somebody asked for a new password for this address. If it was you, choose one now.',
    ],
    button: { label: 'Choose a new password', href: `${consoleUrl}/reset-password/${read.secret()}` },
    after: [
      `The link is good once, until ${read.time('goodUntil')}. Your second step stays as it is.`,
      'If it was not you, do nothing: your password has not changed.',
    ],
    help: read.help('Cannot sign in?'),
  }),

  'password.reset_started': (read, { consoleUrl }) => ({
    subject: 'Choose a new password for Keydesk',
    paragraphs: [
      `Hello ${read('personName')},`,
      'An administrator of your company started a password reset for your account. Choose a new password now; nobody else sees it.',
    ],
    button: { label: 'Choose a new password', href: `${consoleUrl}/reset-password/${read.secret()}` },
    after: [
      `The link is good once, until ${read.time('goodUntil')}. Until you use it your password stays as it is, and so does your second step.`,
    ],
    help: read.help('Cannot sign in?'),
  }),

  'account.invited': (read, { consoleUrl }) => ({
    subject: `${read('inviterName')} invites you to Keydesk`,
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('inviterName')} invites you to Keydesk, where ${read('companyName')} keeps its API keys. Choose a password to begin.`,
    ],
    button: { label: 'Choose a password', href: `${consoleUrl}/invite/${read.secret()}` },
    after: [
      `The link is good once, until ${read.time('goodUntil')}.`,
      'If you do not know what this is about, do nothing: without a password nobody can sign in as you.',
    ],
    help: read.help('Cannot sign in?'),
  }),

  'password.changed': (read, { consoleUrl }) => ({
    subject: 'Your Keydesk password was changed',
    paragraphs: [
      `Hello ${read('personName')},`,
      `Your password was changed on ${read.time('at')}. Every other place where you were signed in is signed out.`,
    ],
    button: { label: 'Open Security', href: `${consoleUrl}/security` },
    after: [`If it was not you, choose a new password at once: ${consoleUrl}/forgot-password`],
    help: read.help('Cannot sign in?'),
  }),

  'mfa.enabled': (read, { consoleUrl }) => ({
    subject: 'MFA is on for your Keydesk account',
    paragraphs: [
      `Hello ${read('personName')},`,
      `Multi-factor authentication has been on since ${read.time('at')}. Signing in takes your password and a code from your authenticator app.`,
    ],
    button: { label: 'Open Security', href: `${consoleUrl}/security` },
    after: ['If it was not you, somebody knows your password. Ask for help now.'],
    help: read.help('Cannot sign in?'),
  }),

  'mfa.disabled': (read, { consoleUrl }) => ({
    subject: 'MFA is off for your Keydesk account',
    paragraphs: [
      `Hello ${read('personName')},`,
      `Multi-factor authentication has been off since ${read.time('at')}. Your API keys are refused until it is on again; nothing else about them changes.`,
    ],
    button: { label: 'Set up MFA', href: `${consoleUrl}/security` },
    after: [`If it was not you, choose a new password at once: ${consoleUrl}/forgot-password`],
    help: read.help('Cannot sign in?'),
  }),

  'account.mfa_link': (read, { consoleUrl }) => ({
    subject: 'Set up MFA again for Keydesk',
    paragraphs: [
      `Hello ${read('personName')},`,
      'Multi-factor authentication was reset on your account, and every place where you were signed in is signed out. Sign in with your password, then open this link to set MFA up again.',
    ],
    button: { label: 'Set up MFA', href: `${consoleUrl}/security/mfa?link=${read.secret()}` },
    after: [
      `The link is good once, until ${read.time('goodUntil')}.`,
      'If you did not ask for this, ask for help now.',
    ],
    help: read.help('Cannot sign in?'),
  }),

  'account.locked': (read, { consoleUrl }) => ({
    subject: 'Somebody tried to sign in to your Keydesk account',
    paragraphs: [
      `Hello ${read('personName')},`,
      `Five tries in a row with a wrong ${read('what')} were made on your account, the last on ${read.time('at')}. Further tries have to wait, longer each time, and at most ${read('what') === 'code' ? 'an hour' : 'a quarter of an hour'}.`,
      read('what') === 'code'
        ? 'Whoever tried knows your password. If it was not you, choose a new one.'
        : 'If it was you, wait a moment and try again, or choose a new password. If it was not you, nothing else is needed: nobody got in.',
    ],
    button: { label: 'Choose a new password', href: `${consoleUrl}/forgot-password` },
    help: read.help('Cannot sign in?'),
  }),

  'access.requested': accessRequested,
  'access.granted': accessGranted,
  'access.refused': accessRefused,
};

function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(TEMPLATES, kind);
}

function parameterReader({ kind, parameters, helpDesk }: LeasedMail, secret: string | null): Read {
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
    help: (question: string) => (helpDesk === null ? null : `${question} ${helpDesk}`),
  });
}
