import { describe, expect, test } from 'vitest';
import { type Instant, toInstant } from '@/lib/kernel/instant';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { aKeyRecord } from '@/test/support/key-record';
import { endOfPreviousDay } from './domain/expiry';
import type { KeyRecord } from './dto';
import type { Reading } from './present';
import { presentKeyDetail } from './present-detail';

const at = (iso: string): Instant => toInstant(Date.parse(iso));
const ZONE = 'America/Chicago';
const CREATED = at('2026-03-02T15:02:00Z');
const NOW = at('2026-11-18T16:42:00Z');
const YEAR = { count: 1, unit: 'y' } as const;

function detail(changes: Partial<KeyRecord> = {}, reading: Partial<Reading> = {}, switchedOn: Instant | null = null) {
  const expiry = endOfPreviousDay(CREATED, YEAR, ZONE);
  const key = aKeyRecord(CREATED, {
    expiresAt: expiry.at,
    expirationDate: expiry.date,
    notAccessed: { count: 3, unit: 'm' },
    lastUsedAt: at('2026-11-18T16:39:12Z'),
    lastUsedAddress: '203.0.113.44',
    ...changes,
  });
  return presentKeyDetail(
    key,
    {
      now: NOW,
      companyZone: ZONE,
      readerZone: ZONE,
      policy: DEFAULT_POLICY,
      owner: { isActive: true, person: { hasKeyManagement: true, hasMfa: true } },
      by: 'OWNER',
      newExpiry: null,
      ...reading,
    },
    switchedOn,
  );
}

describe('the lifeline', () => {
  test('runs from the creation to the expiration date, with today and the unused date on it', () => {
    const { lifeline } = detail();
    expect(lifeline).toMatchObject({
      created: 'Mar 2, 2026',
      end: { label: 'Mar 2, 2027', says: 'Expiration date: works until Mar 1, 2027, 11:59 PM CT' },
      unused: { label: 'Feb 18, 2027' },
      tone: 'plain',
    });
    expect(lifeline.today).toBeCloseTo(0.716, 2);
    expect(lifeline.unused?.share).toBeCloseTo(0.969, 2);
  });

  test('leaves the unused date out where the expiration date comes first, and where there is none', () => {
    expect(detail({ lastUsedAt: at('2027-01-10T12:00:00Z') }).lifeline.unused).toBeNull();
    expect(detail({ notAccessed: null }).lifeline.unused).toBeNull();
  });

  test('has no today once the date has passed, and says so', () => {
    const { lifeline } = detail({}, { now: at('2027-03-05T12:00:00Z') });
    expect(lifeline).toMatchObject({
      today: null,
      tone: 'bad',
      end: { says: 'Expiration date: worked until Mar 1, 2027, 11:59 PM CT' },
    });
  });

  test('runs on a little where nothing ends the key', () => {
    const { lifeline } = detail({ expiresAt: null, expirationDate: null, notAccessed: null });
    expect(lifeline.end).toEqual({ label: 'Never', says: 'No expiration date' });
    expect(lifeline.today).toBeGreaterThan(0.5);
    expect(lifeline.today).toBeLessThan(1);
  });

  test('of a key made this very moment begins at its beginning', () => {
    expect(detail({ createdAt: NOW, issuedAt: NOW, lastUsedAt: null }).lifeline.today).toBe(0);
  });

  test('warns from 14 days before the end', () => {
    expect(detail({}, { now: at('2027-02-20T12:00:00Z') }).lifeline.tone).toBe('bad'); // unused since November
    const used = { lastUsedAt: at('2027-02-19T12:00:00Z') };
    expect(detail(used, { now: at('2027-02-20T12:00:00Z') }).lifeline.tone).toBe('warn');
  });
});

describe('the status has held since', () => {
  const on = at('2026-03-04T14:00:00Z');
  test.each([
    ['it was switched on last', {}, {}, 'Active since', 'Mar 4, 2026, 8:00 AM CT'],
    ['it was disabled', { disabledAt: at('2026-11-03T15:00:00Z') }, {}, 'Disabled since', 'Nov 3, 2026, 9:00 AM CT'],
    ['disuse ended it', { lastUsedAt: at('2026-07-30T14:51:00Z') }, {}, 'Expired since', 'Oct 30, 2026, 9:51 AM CT'],
    [
      'its date came',
      { notAccessed: null },
      { now: at('2027-03-05T12:00:00Z') },
      'Expired since',
      'Mar 2, 2027, 12:00 AM CT',
    ],
  ])('%s', (_, key, reading, label, time) => {
    const { since } = detail(key, reading, on);
    expect(since).toMatchObject({ label, time: { label: time } });
  });

  test('nothing that is known, where MFA is missing or the audit has no word of it', () => {
    const owner = { isActive: true, person: { hasKeyManagement: true, hasMfa: false } };
    expect(detail({}, { owner }, on).since).toBeNull();
    expect(detail().since).toBeNull();
  });
});
