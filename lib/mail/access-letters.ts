/** Reads a parameter of the mail. */
type Read = (name: string) => string;
type Words = { subject: string; paragraphs: string[] };

/** To everybody who can answer a request for key management. */
export function accessRequested(read: Read, consoleUrl: string): Words {
  return {
    subject: `${read('requesterName')} asks for permission to manage API keys`,
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('requesterName')} (${read('requesterEmail')}) asks for permission to manage API keys. Key management is free of charge. The reason given:`,
      read('reason'),
      `An administrator grants or refuses it here: ${consoleUrl}/admin/access-requests`,
    ],
  };
}

/** To the person who asked. */
export function accessGranted(read: Read, consoleUrl: string): Words {
  return {
    subject: 'You may manage API keys',
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('answererName')} granted you permission to manage API keys.`,
      ...noteOf(read),
      `Set up MFA if you have not yet, then generate your first key on the User Control page: ${consoleUrl}/user-control`,
    ],
  };
}

export function accessRefused(read: Read, consoleUrl: string): Words {
  return {
    subject: 'Your request to manage API keys was not granted',
    paragraphs: [
      `Hello ${read('personName')},`,
      `${read('answererName')} did not grant you permission to manage API keys.`,
      ...noteOf(read),
      `You can ask again on the User Control page: ${consoleUrl}/user-control`,
    ],
  };
}

function noteOf(read: Read): string[] {
  const note = read('note');
  return note === '' ? [] : [note];
}
