import type { Letter } from '@/lib/platform/mailer';
import { accessGranted, accessRefused, accessRequested } from './access-letters';
import type { LeasedMail } from './store';

/** The words of a mail. Everything that a person chose is escaped in the HTML part. */
export type Words = { subject: string; paragraphs: string[] };

/** What every template may use besides its own parameters. */
export type Setting = { consoleUrl: string };

/** @throws when the kind is unknown or a parameter is missing: the mail then fails and administrators see it. */
export function writeLetter(mail: LeasedMail, setting: Setting): Letter {
  const { subject, paragraphs } = wordsFor(mail, setting);
  const help = mail.helpDesk === null ? [] : [`Trouble with a key? ${mail.helpDesk}`];
  const all = [...paragraphs, ...help];
  return {
    to: mail.recipient,
    subject,
    text: `${all.join('\n\n')}\n`,
    html: all.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
    idempotencyKey: mail.dedupeKey,
  };
}

function wordsFor(mail: LeasedMail, { consoleUrl }: Setting): Words {
  switch (mail.kind) {
    case 'key.disabled':
      return keyDisabled(textParameters(mail, ['personName', 'keyName', 'accessKey']), consoleUrl);
    case 'access.requested':
      return accessRequested(parameterReader(mail), consoleUrl);
    case 'access.granted':
      return accessGranted(parameterReader(mail), consoleUrl);
    case 'access.refused':
      return accessRefused(parameterReader(mail), consoleUrl);
    default:
      throw new Error(`no template for ${mail.kind}`);
  }
}

/** S0: "…informing them that the API Key has been disabled and it will remind you to reactivate, regenerate or delete it". */
function keyDisabled(key: { personName: string; keyName: string; accessKey: string }, consoleUrl: string): Words {
  return {
    subject: `Your API key ${key.keyName} is disabled`,
    paragraphs: [
      `Hello ${key.personName},`,
      `Your API key ${key.keyName} (${key.accessKey}) has been disabled. Calls with it are refused.`,
      `Activate it again, regenerate it or delete it on the User Control page: ${consoleUrl}/user-control`,
    ],
  };
}

function textParameters<const N extends string>(mail: LeasedMail, names: readonly N[]): Record<N, string> {
  const read = parameterReader(mail);
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<N, string>; // one entry for each name
}

function parameterReader({ kind, parameters }: LeasedMail): (name: string) => string {
  return (name) => {
    const value = parameters[name];
    if (typeof value !== 'string') throw new Error(`${kind} lacks ${name}`);
    return value;
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
