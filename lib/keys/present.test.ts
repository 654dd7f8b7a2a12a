import { describe, expect, test } from 'vitest';
import { type Instant, toInstant } from '@/lib/kernel/instant';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { aKeyRecord } from '@/test/support/key-record';
import { endOfPreviousDay } from './domain/expiry';
import type { IssuedKey, KeyRecord } from './dto';
import { presentIssued, presentKey, type Reading } from './present';

const at = (iso: string): Instant => toInstant(Date.parse(iso));
const ZONE = 'America/Chicago';
const YEAR = { count: 1, unit: 'y' } as const;

function record(changes: Partial<KeyRecord> = {}): KeyRecord {
  const issuedAt = changes.issuedAt ?? at('2026-03-02T16:00:00Z');
  const expiry = endOfPreviousDay(issuedAt, YEAR, ZONE);
  return aKeyRecord(issuedAt, {
    expiresAt: expiry.at,
    expirationDate: expiry.date,
    notAccessed: { count: 3, unit: 'm' },
    lastUsedAt: at('2026-11-18T16:39:12Z'),
    lastUsedAddress: '203.0.113.44',
    ...changes,
  });
}

function reading(now: string, changes: Partial<Reading> = {}): Reading {
  return {
    now: at(now),
    companyZone: ZONE,
    readerZone: ZONE,
    policy: DEFAULT_POLICY,
    owner: { isActive: true, person: { hasKeyManagement: true, hasMfa: true } },
    by: 'OWNER',
    newExpiry: endOfPreviousDay(at(now), YEAR, ZONE),
    ...changes,
  };
}

const NOW = '2026-11-18T16:42:00Z';
const NOTHING = {
  disable: false,
  activate: false,
  regenerate: false,
  renew: false,
  edit: false,
  rename: false,
  group: false,
  delete: false,
};

describe('the Details sentence', () => {
  test('names disuse when that comes first', () => {
    const view = presentKey(record(), reading(NOW));
    expect(view.details).toBe('Expires Feb 18, 2027, 10:39 AM CT if not used again.');
  });

  test('says so of a key that was never used', () => {
    const view = presentKey(record({ issuedAt: at('2026-11-16T19:25:00Z'), lastUsedAt: null }), reading(NOW));
    expect(view.details).toBe('Expires Feb 16, 2027, 1:25 PM CT if not used.');
  });

  test('names the last minute of the day before when the date comes first', () => {
    const view = presentKey(record({ issuedAt: at('2025-11-23T18:00:00Z') }), reading(NOW));
    expect(view.details).toBe('Works until Nov 22, 2026, 11:59 PM CT.');
    expect(view.expiration?.label).toBe('Nov 23, 2026');
  });

  test('says that disuse ended it', () => {
    const view = presentKey(record({ lastUsedAt: at('2026-07-30T09:51:00Z') }), reading(NOW));
    expect(view).toMatchObject({
      status: 'EXPIRED_INACTIVE',
      details: 'Expired due to inactivity on Oct 30, 2026.',
      lifeSpent: 1,
    });
  });

  test('says that the date ended it, even when disuse would have by now', () => {
    const view = presentKey(
      record({ issuedAt: at('2025-09-01T12:00:00Z'), lastUsedAt: at('2026-08-31T12:00:00Z') }),
      reading('2027-01-10T12:00:00Z'),
    );
    expect(view).toMatchObject({ status: 'EXPIRED', details: 'Expired on Sep 1, 2026.' });
  });

  test('says that a key without an end never expires', () => {
    const view = presentKey(record({ expiresAt: null, expirationDate: null, notAccessed: null }), reading(NOW));
    expect(view).toMatchObject({ details: 'Never expires.', expiration: null, worksUntil: null });
  });
});

describe('status', () => {
  test.each([
    ['far from its end', {}, 'Active', 'ok', null],
    ['15 days before', { issuedAt: at('2025-12-03T18:00:00Z') }, 'Active', 'ok', null],
    ['14 days before', { issuedAt: at('2025-12-02T18:00:00Z') }, 'Expires in 14 days', 'warn', null],
    ['5 days before', { issuedAt: at('2025-11-23T18:00:00Z') }, 'Expires in 5 days', 'warn', { days: 5 }],
    ['1 day before', { issuedAt: at('2025-11-19T18:00:00Z') }, 'Expires in 1 day', 'warn', { days: 1 }],
    ['disabled', { disabledAt: at('2026-11-03T14:20:00Z') }, 'Disabled', 'idle', null],
  ])('%s', (_, changes, statusLabel, statusTone, expiresSoon) => {
    expect(presentKey(record(changes), reading(NOW))).toMatchObject({ statusLabel, statusTone, expiresSoon });
  });

  test('MFA that is missing shows, and leaves only Disable and Delete', () => {
    const view = presentKey(
      record(),
      reading(NOW, { owner: { isActive: true, person: { hasKeyManagement: true, hasMfa: false } } }),
    );
    expect(view.statusLabel).toBe('MFA required');
    expect(view.may).toEqual({ ...NOTHING, disable: true, delete: true });
  });

  test('an expired key has an unavailable switch and may be regenerated', () => {
    const view = presentKey(record({ issuedAt: at('2025-01-01T12:00:00Z') }), reading(NOW));
    expect(view).toMatchObject({ hasSwitch: true, isOn: false });
    expect(view.may).toEqual({ ...NOTHING, regenerate: true, edit: true, rename: true, group: true, delete: true });
  });

  test('a key that expired while it was disabled keeps its switch, which cannot move', () => {
    const expired = { issuedAt: at('2025-01-01T12:00:00Z'), disabledAt: at('2025-02-01T12:00:00Z') };
    const view = presentKey(record(expired), reading(NOW));
    expect(view).toMatchObject({ hasSwitch: true, isOn: false, may: { disable: false, activate: false } });
  });

  test('an administrator may edit where policy forbids to rename, but not the name', () => {
    const policy = { ...DEFAULT_POLICY, allows: { ...DEFAULT_POLICY.allows, rename: false } };
    const mayOf = (changes: Partial<Reading>) => presentKey(record(), reading(NOW, { policy, ...changes })).may;
    expect(mayOf({ by: 'ADMINISTRATOR' })).toMatchObject({ edit: true, rename: false });
    expect(mayOf({ by: 'OWNER' })).toMatchObject({ edit: false, rename: false });
    const isActive = false;
    expect(mayOf({ by: 'ADMINISTRATOR', owner: { isActive, person: null } })).toMatchObject({ edit: false });
    expect(mayOf({ by: 'OWNER', policy: DEFAULT_POLICY })).toMatchObject({ edit: true, rename: true });
  });

  test('what policy forbids is absent', () => {
    const policy = {
      ...DEFAULT_POLICY,
      allows: {
        ...DEFAULT_POLICY.allows,
        disable: false,
        regenerate: false,
        renew: false,
        rename: false,
        groups: false,
      },
    };
    const { may, hasSwitch } = presentKey(record(), reading(NOW, { policy }));
    expect(hasSwitch).toBe(false);
    expect(may).toEqual({ ...NOTHING, delete: true });
  });
});

test('the company’s dates stay the company’s for a reader elsewhere; uses are told in the reader’s zone', () => {
  const view = presentKey(
    record({ lastUsedAt: at('2026-11-02T03:14:00Z') }),
    reading(NOW, { readerZone: 'Asia/Tokyo' }),
  );
  expect(view.worksUntil).toBe('Mar 1, 2027, 11:59 PM CT');
  expect(view.lastUsed).toMatchObject({ label: 'Nov 2', title: 'Nov 2, 2026, 12:14:00 PM GMT+9 · 03:14:00 UTC' });
});

describe('renewing', () => {
  const allows = { ...DEFAULT_POLICY.allows, renew: true };
  const renewable = (now: string) => reading(now, { policy: { ...DEFAULT_POLICY, allows } });

  test('says from which date to which, and how many days that gains', () => {
    const view = presentKey(record({ issuedAt: at('2025-11-23T18:00:00Z') }), renewable(NOW));
    expect(view.renewal).toEqual({ now: 'Nov 23, 2026', after: 'Nov 18, 2027', gainedDays: 360 });
    expect(view.may.renew).toBe(true);
  });

  test('is not offered by a policy without it, nor for an expired key', () => {
    expect(presentKey(record(), reading(NOW)).may.renew).toBe(false);
    expect(presentKey(record({ issuedAt: at('2025-01-01T12:00:00Z') }), renewable(NOW)).may.renew).toBe(false);
  });
});

describe('the reveal', () => {
  const issued: IssuedKey = {
    id: 'key_1',
    name: "Dana's: import/2",
    accessKey: 'kd_E2mLz9XqTfB4uWc7',
    accessSecret: 'S',
    key: 'kd_E2mLz9XqTfB4uWc7_S',
    issuedAt: at('2026-11-18T03:00:00Z'),
    expiresAt: at('2027-11-17T06:00:00Z'),
    expirationDate: '2027-11-17',
    companyZone: ZONE,
    readerZone: 'Asia/Tokyo',
  };

  test('names the file by the day in the reader’s zone and quotes it for a shell', () => {
    const revealed = presentIssued(issued, 'http://127.0.0.1:3001');
    expect(revealed.fileName).toBe("APIKey-Dana's_ import_2-2026-11-18.key");
    expect(revealed.curl).toContain(`$(cat 'APIKey-Dana'\\''s_ import_2-2026-11-18.key')`);
    expect(revealed.curl).not.toContain(issued.key);
    expect(revealed.worksUntil).toBe('Nov 16, 2027, 11:59 PM CT');
  });
});

test.each([
  [null, null, '', 'No limit', 'no limit'],
  [null, 600, '', '600 requests a minute, by the company’s policy', '600 requests a minute'],
  [1, 600, '1', '1 request a minute, set for this key', '600 requests a minute'],
  [1_200, null, '1200', '1,200 requests a minute, set for this key', 'no limit'],
])('a limit of %j beside policy’s %j says where it comes from', (own, ofPolicy, field, says, policy) => {
  const key = record({ rateLimitPerMinute: own });
  const read = reading('2026-11-18T16:42:00Z', { policy: { ...DEFAULT_POLICY, rateLimitPerMinute: ofPolicy } });
  expect(presentKey(key, read).rateLimit).toEqual({ own: field, says, policy });
});
