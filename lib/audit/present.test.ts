import { describe, expect, test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import { parsePlace, presentHistory } from './present';
import type { ReadEvent } from './read-event';

const READING = { readerId: 'usr_dana', readerZone: 'Europe/Berlin', companyZone: 'America/Chicago' };
const event = (actor: ReadEvent['actor']): ReadEvent => ({
  id: 'evt_1',
  at: toInstant(Date.parse('2026-11-18T16:42:00Z')),
  kind: 'key.disabled',
  actor,
  address: '203.0.113.44',
  userAgent: null,
  requestId: null,
  keyName: null,
  before: { status: 'ACTIVE' },
  after: { status: 'DISABLED' },
});
const who = (actor: ReadEvent['actor']) =>
  presentHistory({ events: [event(actor)], older: null }, null, READING).entries[0]?.who;

describe('who did it reads', () => {
  test.each([
    ['You', 'usr_dana', 'person', 'Dana Whitfield'],
    ['Priya Raman', 'usr_priya', 'person', 'Priya Raman'],
    ['Somebody', 'usr_gone', 'person', null],
    ['Keydesk', 'worker', 'system', null],
    ['Somebody at the machine', 'machine', 'system', null],
    ['The installation operator', 'operator', 'system', null],
    ['Somebody', '', 'unknown', null],
  ])('%s', (expected, id, kind, name) => {
    expect(who({ id, kind, name })).toBe(expected);
  });
});

test('an entry has its time in the reader’s zone, its address and what changed', () => {
  const actor = { id: 'usr_dana', kind: 'person', name: 'Dana Whitfield' };
  const { entries, older, isOlder } = presentHistory({ events: [event(actor)], older: 7n }, 12n, READING);
  expect(entries).toMatchObject([
    {
      says: 'disabled the key',
      at: { iso: '2026-11-18T16:42:00.000Z', label: 'Nov 18, 2026, 5:42 PM GMT+1' },
      address: '203.0.113.44',
      changes: [{ label: 'Status', from: 'Active', to: 'Disabled' }],
    },
  ]);
  expect({ older, isOlder }).toEqual({ older: '7', isOlder: true });
});

test.each([
  ['12', 12n],
  ['0', null],
  ['-1', null],
  ['1e9', null],
  ['9'.repeat(19), null],
  [['1', '2'], null],
  [undefined, null],
])('a place in the history is a whole positive number: %j', (text, place) => {
  expect(parsePlace(text)).toBe(place);
});
