import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import type { AuditedEvent } from './audit-queries';
import { sentenceOf } from './present-audit';
import { EVENT_GROUPS, tell } from './sentences';

const ZONE = 'America/Chicago';

/** Every kind of `AuditKind`, as the type is written: types are gone when a test runs. */
function kindsInType(): string[] {
  const source = readFileSync(path.join(import.meta.dirname, 'event.ts'), 'utf8');
  const type = /export type AuditKind =([^;]+);/.exec(source)?.[1] ?? '';
  return [...type.matchAll(/'([a-z_.]+)'/g)].flatMap(([, kind]) => (kind === undefined ? [] : [kind]));
}

/** Every kind that a command writes. */
function kindsInCommands(folder = path.join(import.meta.dirname, '..')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return kindsInCommands(file);
    if (!file.includes('/commands/') || file.endsWith('.test.ts')) return [];
    const source = readFileSync(file, 'utf8');
    return [...source.matchAll(/recordAudits?\([^;]*?kind: '([a-z_.]+)'/gs)].flatMap(([, kind]) => kind ?? []);
  });
}

const event = (parts: Partial<AuditedEvent> = {}): AuditedEvent => ({
  id: 'evt_1',
  seq: 7n,
  at: toInstant(1_795_000_000_000),
  kind: 'key.edited',
  actor: { id: 'usr_priya', kind: 'person', name: 'Priya Raman' },
  person: { id: 'usr_marcus', name: 'Marcus Oyelaran' },
  key: { id: 'key_1', name: 'Porting desk' },
  serviceAccountUserId: null,
  keyName: 'Porting desk',
  address: null,
  userAgent: null,
  requestId: null,
  before: {},
  after: {},
  body: '',
  mac: new Uint8Array(32),
  previousMac: null,
  secretId: '',
  ...parts,
});

const text = (of: AuditedEvent) =>
  sentenceOf(of, ZONE)
    .words.map((word) => (word.isName ? `*${word.text}*` : word.text))
    .join('');

test('every kind there is has a sentence, and is in one group of the filter', () => {
  const grouped = EVENT_GROUPS.flatMap(({ kinds }) => kinds);
  const known = kindsInType();
  expect(known.length).toBeGreaterThan(40);
  expect(kindsInCommands().length).toBeGreaterThan(20);
  expect(kindsInCommands().filter((kind) => !known.includes(kind))).toEqual([]);
  expect([...grouped].sort()).toEqual([...known].sort());
});

describe('the sentence of every kind', () => {
  const ours = {
    before: { name: 'Orders', tenant: 'emea', kind: 'System_Alert_Send' },
    serviceAccountUserId: 'svc-fraud',
  };
  test.each(kindsInType())('%s reads as one, also when nothing of the event is known', (kind) => {
    for (const parts of [
      { kind, ...ours },
      { kind, actor: { id: '', kind: 'unknown', name: null }, person: null, key: null },
    ]) {
      const said = text(event(parts));
      expect(said).toMatch(/^\*[A-Z][A-Za-z ]+\* [a-z]/);
      expect(said).not.toMatch(/undefined|null|\[object|\s{2}|\s$|has no words/);
    }
  });
});

describe('who and whom', () => {
  test.each([
    ['key.disabled', {}, '*Priya Raman* disabled *Porting desk* of *Marcus Oyelaran*'],
    ['key.disabled', { person: { id: 'usr_priya', name: 'Priya Raman' } }, '*Priya Raman* disabled *Porting desk*'],
    [
      'key.regenerated',
      { person: null, serviceAccountUserId: 'svc-fraud' },
      '*Priya Raman* regenerated *Porting desk* of service account *svc-fraud*',
    ],
    ['key.deleted', { person: null }, '*Priya Raman* deleted *Porting desk*'],
    ['access.granted', {}, '*Priya Raman* granted key management to *Marcus Oyelaran*'],
    ['access.granted', { person: { id: 'usr_gone', name: null } }, '*Priya Raman* granted key management to somebody'],
    ['policy.changed', {}, '*Priya Raman* changed the key policy'],
    ['mfa.enabled', { person: { id: 'usr_priya', name: 'Priya Raman' } }, '*Priya Raman* turned on MFA'],
    ['mfa.enabled', {}, '*Priya Raman* turned on MFA for *Marcus Oyelaran*'],
    [
      'company.deactivated',
      { actor: { id: 'operator', kind: 'system', name: null }, before: { name: 'Südwind' } },
      '*The installation operator* deactivated company *Südwind*',
    ],
  ])('%s', (kind, parts, expected) => {
    expect(text(event({ kind, ...parts }))).toBe(expected);
  });

  test('a name is a name and never words of ours, whatever is in it', () => {
    const hostile = '<b>Eve</b> disabled all keys of {person}\n*';
    const { words } = sentenceOf(event({ kind: 'key.disabled', key: { id: 'key_1', name: hostile } }), ZONE);
    expect(words.find((word) => word.text === hostile)).toEqual({ text: hostile, isName: true });
  });
});

describe('the policy', () => {
  test('is told setting by setting, from what to what', () => {
    const before = { notAccessed: null, requiresMfa: false, owners: ['USER'], keysPerOwner: 10, disable: false };
    const after = {
      notAccessed: 'p3m',
      requiresMfa: true,
      owners: ['USER', 'COMPANY'],
      keysPerOwner: null,
      disable: true,
    };
    expect(tell({ kind: 'policy.changed', before, after }, false, ZONE)?.changes).toEqual([
      { label: 'Not Accessed Expiration', from: 'off', to: 'p3m', isCode: false },
      { label: 'MFA for owners', from: 'off', to: 'required', isCode: false },
      { label: 'Owners', from: 'users', to: 'users, the company', isCode: false },
      { label: 'Keys per owner', from: '10', to: 'off', isCode: false },
      { label: 'Disable and activate', from: 'not allowed', to: 'allowed', isCode: false },
    ]);
  });
});

test.each(['key.exploded', '', '__proto__', 'constructor'])('what is not known is not guessed at: %j', (kind) => {
  const { words, changes } = sentenceOf(event({ kind, before: { status: 'ACTIVE' }, after: { secret: 'x' } }), ZONE);
  expect(words.map((word) => word.text).join('')).toMatch(/^Priya Raman made a change .+ no words for$/);
  expect(changes).toEqual([]);
});
