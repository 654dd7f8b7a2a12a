import type { Words } from './frame';
import type { Read, Setting } from './template';

const TROUBLE = 'Trouble with a key?';

/** To everybody who can answer a request for key management. */
export function accessRequested(read: Read, { consoleUrl }: Setting): Words {
  return {
    subject: `${read('requesterName')} asks for permission to manage API keys`,
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('requesterName')} (${read('requesterEmail')}) asks for permission to manage API keys. Key management is free of charge. The reason given:`,
      read('reason'),
      'An administrator grants or refuses it.',
    ],
    button: { label: 'Open access requests', href: `${consoleUrl}/admin/access-requests` },
    help: read.help(TROUBLE),
  };
}

/** To the person who asked. */
export function accessGranted(read: Read, { consoleUrl }: Setting): Words {
  return {
    subject: 'You may manage API keys',
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('answererName')} granted you permission to manage API keys.`,
      ...noteOf(read),
      'Set up MFA if you have not yet, then generate your first key on the User Control page.',
    ],
    button: { label: 'Open User Control', href: `${consoleUrl}/user-control` },
    help: read.help(TROUBLE),
  };
}

export function accessRefused(read: Read, { consoleUrl }: Setting): Words {
  return {
    subject: 'Your request to manage API keys was not granted',
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('answererName')} did not grant you permission to manage API keys.`,
      ...noteOf(read),
      'You can ask again on the User Control page.',
    ],
    button: { label: 'Open User Control', href: `${consoleUrl}/user-control` },
    help: read.help(TROUBLE),
  };
}

function noteOf(read: Read): string[] {
  const note = read('note');
  return note === '' ? [] : [note];
}
