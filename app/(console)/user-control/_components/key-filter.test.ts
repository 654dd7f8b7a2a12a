import { expect, test } from 'vitest';
import type { KeyStatus, KeyView } from '@/lib/keys/view';
import { countKeys, filterKeys, groupKeys } from './key-filter';

const time = { iso: '2026-11-18T16:39:12Z', label: '3 min ago', title: 'Nov 18, 2026, 10:39:12 AM CT' };

function aKey(name: string, status: KeyStatus = 'ACTIVE', groupName: string | null = null): KeyView {
  return {
    id: name,
    name,
    description: null,
    version: 1,
    accessKey: `kd_${name}`,
    audience: 'BUSINESS_PROFILE',
    hasSwitch: true,
    isOn: status !== 'DISABLED',
    status,
    statusLabel: status,
    statusTone: 'ok',
    group: groupName === null ? null : { id: groupName, name: groupName },
    created: time,
    lastUsed: null,
    lastUsedRecently: false,
    lastUsedAddress: null,
    rateLimit: { own: '', says: 'No limit', policy: 'no limit' },
    disabled: null,
    expiration: null,
    worksUntil: null,
    lifeSpent: 0,
    details: '',
    newWorksUntil: null,
    renewal: null,
    expiresSoon: null,
    may: {
      disable: true,
      activate: false,
      regenerate: true,
      renew: false,
      edit: true,
      rename: true,
      group: true,
      delete: true,
    },
  };
}

const names = (keys: KeyView[]) => keys.map((key) => key.name);

test('both kinds of expiry are under Expired', () => {
  const keys = [aKey('a'), aKey('b', 'EXPIRED'), aKey('c', 'EXPIRED_INACTIVE'), aKey('d', 'DISABLED')];
  expect(names(filterKeys(keys, 'expired', ''))).toEqual(['b', 'c']);
  expect(names(filterKeys(keys, 'disabled', ''))).toEqual(['d']);
});

test('a key that waits for MFA or its owner is under All alone', () => {
  const keys = [aKey('a', 'MFA_REQUIRED'), aKey('b', 'OWNER_INACTIVE')];
  expect(countKeys(keys, 'all')).toBe(2);
  expect(countKeys(keys, 'active') + countKeys(keys, 'disabled') + countKeys(keys, 'expired')).toBe(0);
});

test('a search finds names and Access Keys in any case, and ignores spaces around it', () => {
  const keys = [aKey('Billing export'), aKey('Port status')];
  expect(names(filterKeys(keys, 'all', ' BILLING '))).toEqual(['Billing export']);
  expect(names(filterKeys(keys, 'all', 'kd_port'))).toEqual(['Port status']);
  expect(filterKeys(keys, 'all', 'loadr')).toEqual([]);
});

test('keys without a group come last, the others in the order of their first key', () => {
  const groups = groupKeys([aKey('a'), aKey('b', 'ACTIVE', 'Z'), aKey('c', 'ACTIVE', 'A'), aKey('d', 'ACTIVE', 'Z')]);
  expect(groups.map(({ name, keys }) => [name, names(keys)])).toEqual([
    ['Z', ['b', 'd']],
    ['A', ['c']],
    ['No group', ['a']],
  ]);
});
