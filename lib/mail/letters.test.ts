import { expect, test } from 'vitest';
import { writeLetter } from './letters';
import type { LeasedMail } from './store';

const KINDS = [
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
  },
  sealed: null,
  secretId: null,
  dedupeKey: kind,
  attempts: 1,
  helpDesk: '844.HEY.SOMOS',
});

test.each(KINDS)('%s says the same in both parts, with one button and a help line', (kind) => {
  const { text, html, subject } = writeLetter(mail(kind), 's3cret', SETTING);
  expect(subject).not.toBe('');
  expect(html.match(/<a href="https:\/\/keys\.northwind\.example\//g)).toHaveLength(1);
  expect(text).toMatch(/\nhttps:\/\/keys\.northwind\.example\/\S+\n/);
  expect(text.endsWith('844.HEY.SOMOS\n')).toBe(true);
  for (const sentence of text.split('\n\n').filter((block) => !block.includes('\n'))) {
    expect(html).toContain(sentence.replaceAll("'", '&#39;'));
  }
});

test('times stand in the zone of the reader', () => {
  expect(writeLetter(mail('password.reset'), 's3cret', SETTING).text).toContain('until Nov 18, 2026, 11:39 AM CT');
});

test.each(['nothing.such', 'constructor'])('an unknown kind (%s) is no letter', (kind) => {
  expect(() => writeLetter(mail(kind), null, SETTING)).toThrow(`no template for ${kind}`);
});

test('a link without its secret is no letter', () => {
  expect(() => writeLetter(mail('password.reset'), null, SETTING)).toThrow('password.reset lacks its secret');
});
