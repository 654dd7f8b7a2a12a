import { expect, test } from 'vitest';
import { writeLetter } from './letters';
import type { LeasedMail } from './store';

const KINDS = [
  'access.granted',
  'access.refused',
  'access.requested',
  'key.disabled',
  'account.invited',
  'account.locked',
  'account.mfa_link',
  'mfa.disabled',
  'mfa.enabled',
  'password.changed',
  'password.reset',
  'password.reset_started',
];
const SETTING = { consoleUrl: 'https://keys.northwind.example' };

const mail = (kind: string): LeasedMail => ({
  id: 'mail_0',
  kind,
  keyId: null,
  recipient: 'dana@northwind.example',
  parameters: {
    personName: 'Dana',
    companyName: 'Northwind',
    inviterName: 'Priya',
    keyName: 'Billing',
    accessKey: 'kd_0123456789abcdef',
    timeZone: 'America/Chicago',
    at: '2026-11-18T16:39:12.000Z',
    goodUntil: '2026-11-18T17:39:12.000Z',
    what: 'password',
    requesterName: 'Omar',
    requesterEmail: 'omar@northwind.example',
    answererName: 'Priya',
    reason: 'Our billing job needs a key.',
    note: 'Welcome.',
  },
  sealed: null,
  secretId: null,
  dedupeKey: kind,
  attempts: 1,
  helpDesk: '844.HEY.SOMOS',
});

/** What stands in an HTML part for these characters. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
const escaped = (sentence: string) => sentence.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

test.each(KINDS)('%s says the same in both parts, with one button and a help line', async (kind) => {
  const { text, html, subject } = await writeLetter(mail(kind), 's3cret', SETTING);
  expect(subject).not.toBe('');
  expect(html.match(/<a [^>]*href="https:\/\/keys\.northwind\.example\//g)).toHaveLength(1);
  expect(text).toMatch(/\nhttps:\/\/keys\.northwind\.example\/\S+\n/);
  expect(text.endsWith('844.HEY.SOMOS\n')).toBe(true);
  const sentences = text.split('\n\n').filter((block) => !block.includes('\n'));
  expect(sentences.length).toBeGreaterThan(1);
  for (const sentence of sentences) expect(html).toContain(escaped(sentence));
});

test('the plain-text part reads as a person would write it', async () => {
  expect((await writeLetter(mail('password.reset'), 's3cret', SETTING)).text).toBe(`Hello Dana,

Somebody asked for a new password for this address. If it was you, choose one now.

Choose a new password:
https://keys.northwind.example/reset-password/s3cret

The link is good once, until Nov 18, 2026, 11:39 AM CT. Your second step stays as it is.

If it was not you, do nothing: your password has not changed.

--
Cannot sign in? 844.HEY.SOMOS
`);
});

test.each(KINDS)('what people chose is inert in %s, in the frame too', async (kind) => {
  const hostile = `</title></style><img src=x onerror=alert(1)> & "quoted" javascript:alert(1)`;
  const names = Object.fromEntries(
    ['personName', 'keyName', 'accessKey', 'requesterName', 'requesterEmail', 'answererName', 'note', 'reason'].map(
      (name) => [name, hostile],
    ),
  );
  const given = mail(kind);
  const { html, text } = await writeLetter(
    { ...given, helpDesk: hostile, parameters: { ...given.parameters, ...names } },
    's3cret',
    SETTING,
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;');
  expect(html.match(/<\/(?:title|style)>/g)).toHaveLength(2);
  expect(text).toContain(hostile);
});

test('a name of several lines makes no line of its own in the plain-text part', async () => {
  const given = mail('key.disabled');
  const parameters = { ...given.parameters, personName: 'Dana\r\n\r\nhttps://evil.example/' };
  const { text } = await writeLetter({ ...given, parameters }, null, SETTING);
  expect(text).toContain('Hello Dana https://evil.example/,');
});

test('times stand in the zone of the reader', async () => {
  expect((await writeLetter(mail('password.reset'), 's3cret', SETTING)).text).toContain(
    'until Nov 18, 2026, 11:39 AM CT',
  );
});

test.each(['nothing.such', 'constructor'])('an unknown kind (%s) is no letter', async (kind) => {
  await expect(writeLetter(mail(kind), null, SETTING)).rejects.toThrow(`no template for ${kind}`);
});

test('a link without its secret is no letter', async () => {
  await expect(writeLetter(mail('password.reset'), null, SETTING)).rejects.toThrow('password.reset lacks its secret');
});
