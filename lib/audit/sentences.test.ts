import { describe, expect, test } from 'vitest';
import { keySentence } from './sentences';

const ZONE = 'America/Chicago';
const told = (kind: string, before: object = {}, after: object = {}) =>
  keySentence({ kind, before: { ...before }, after: { ...after } }, ZONE);

describe('the sentence of', () => {
  test('a key that was generated names its Access Key and its two clocks', () => {
    const after = {
      name: 'Billing export',
      accessKey: 'kd_7Hq2mXv9RtLw3ZpA',
      expiresAt: '2027-03-02T06:00:00.000Z',
      notAccessed: 'p3m',
    };
    expect(told('key.generated', {}, after)).toEqual({
      says: 'generated the key',
      icon: 'key',
      changes: [
        { label: 'Access Key', from: null, to: 'kd_7Hq2mXv9RtLw3ZpA', isCode: true },
        { label: 'Works until', from: null, to: 'Mar 1, 2027, 11:59 PM CT', isCode: false },
        { label: 'Not Accessed Expiration', from: null, to: '3 months', isCode: false },
      ],
    });
  });

  test('a key without either clock says nothing of them', () => {
    expect(told('key.generated', {}, { accessKey: 'kd_1', expiresAt: null, notAccessed: null }).changes).toHaveLength(
      1,
    );
  });

  test.each([
    ['key.disabled', 'disabled the key', 'ACTIVE', 'DISABLED', 'Active', 'Disabled'],
    ['key.activated', 'activated the key', 'DISABLED', 'ACTIVE', 'Disabled', 'Active'],
  ])('%s shows the status before and after', (kind, says, before, after, from, to) => {
    expect(told(kind, { status: before }, { status: after })).toMatchObject({
      says,
      changes: [{ label: 'Status', from, to }],
    });
  });

  test('a key that was regenerated shows both Access Keys, and the status where it became another', () => {
    const before = { accessKey: 'kd_old', status: 'DISABLED' };
    const after = { accessKey: 'kd_new', status: 'ACTIVE', expiresAt: '2027-11-18T16:42:00.000Z', notAccessed: null };
    expect(told('key.regenerated', before, after)).toMatchObject({
      says: 'regenerated the key',
      changes: [
        { label: 'Access Key', from: 'kd_old', to: 'kd_new' },
        { label: 'Status', from: 'Disabled', to: 'Active' },
        { label: 'Works until', from: null, to: 'Nov 18, 2027, 10:42 AM CT' },
      ],
    });
    expect(told('key.regenerated', { ...before, status: 'ACTIVE' }, after).changes.map(({ label }) => label)).toEqual([
      'Access Key',
      'Works until',
    ]);
  });

  test('a key that was renewed shows the end before and after', () => {
    const event = told(
      'key.renewed',
      { expiresAt: '2026-11-18T06:00:00.000Z' },
      { expiresAt: '2027-11-18T06:00:00.000Z' },
    );
    expect(event).toMatchObject({
      says: 'renewed the key',
      changes: [{ label: 'Works until', from: 'Nov 17, 2026, 11:59 PM CT', to: 'Nov 17, 2027, 11:59 PM CT' }],
    });
  });

  test.each([
    ['a new name', { name: 'B' }, 'renamed the key', ['Name']],
    ['a new description', { description: 'Monthly' }, 'changed the description of the key', ['Description']],
    [
      'both',
      { name: 'B', description: 'Monthly' },
      'renamed the key and changed its description',
      ['Name', 'Description'],
    ],
    ['another limit', { rateLimitPerMinute: 600 }, 'changed the rate limit of the key', ['Rate limit']],
    [
      'all of it',
      { name: 'B', description: 'Monthly', rateLimitPerMinute: null },
      'renamed the key and changed its description and rate limit',
      ['Name', 'Description', 'Rate limit'],
    ],
    ['neither', {}, 'saved the key as it was', []],
  ])('an edit with %s', (_, changes, says, labels) => {
    const before = {
      name: 'A',
      description: null,
      ...('rateLimitPerMinute' in changes ? { rateLimitPerMinute: 60 } : {}),
    };
    const event = told('key.edited', before, { ...before, ...changes });
    expect(event.says).toBe(says);
    expect(event.changes.map(({ label }) => label)).toEqual(labels);
  });

  test('a description taken away shows what it was', () => {
    const event = told('key.edited', { name: 'A', description: 'Old' }, { name: 'A', description: null });
    expect(event.changes).toEqual([{ label: 'Description', from: 'Old', to: null, isCode: false }]);
  });

  test('a limit that is taken back is policy’s again', () => {
    const event = told('key.edited', { rateLimitPerMinute: 1_200 }, { rateLimitPerMinute: null });
    const change = { label: 'Rate limit', from: '1,200 requests a minute', to: 'By policy', isCode: false };
    expect(event.changes).toEqual([change]);
  });

  test('a key that was deleted shows what it was before', () => {
    const before = { name: 'A', accessKey: 'kd_1', status: 'DISABLED' };
    expect(told('key.deleted', before)).toMatchObject({
      says: 'deleted the key',
      changes: [{ label: 'Status', from: 'Disabled', to: 'Deleted' }],
    });
  });
});

describe('what is not known is not guessed at:', () => {
  test.each(['key.exploded', 'person.signed_in', '', '__proto__', 'constructor'])('%s is told neutrally', (kind) => {
    expect(told(kind, { status: 'ACTIVE' }, { status: 'DISABLED', accessSecret: 'x' })).toEqual({
      says: 'changed the key',
      icon: 'info',
      changes: [],
    });
  });

  test.each([
    ['a status', 'key.disabled', { status: 'MELTED' }],
    ['a number for a name', 'key.edited', { name: 7 }],
    ['an instant that is none', 'key.renewed', { expiresAt: 'soon' }],
    ['a period that is none', 'key.generated', { notAccessed: 'P3M' }],
  ])('%s that no command writes shows nothing', (_, kind, after) => {
    expect(told(kind, {}, after).changes).toEqual([]);
  });
});
