import { expect, test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { aKeyRecord } from '@/test/support/key-record';
import type { KeyRecord } from './dto';
import { presentKeyPage } from './present-page';
import type { OwnKeys } from './queries';

const NOW = toInstant(Date.parse('2026-11-18T16:42:00Z'));
const READER = { name: 'Dana Whitfield', hasKeyManagement: true, hasMfa: true };
const KEY = aKeyRecord(NOW);

function mayGenerate(keys: KeyRecord[], policy: Partial<OwnKeys['policy']>): boolean {
  const own = {
    keys,
    policy: { ...DEFAULT_POLICY, ...policy },
    timeZone: 'America/Chicago',
    readerZone: 'America/Chicago',
    helpDesk: null,
    now: NOW,
  };
  return presentKeyPage(own, READER).mayGenerate;
}

test('with a limit of one the button comes back when the key is deleted', () => {
  expect(mayGenerate([KEY], { keysPerOwner: 1 })).toBe(false);
  expect(mayGenerate([], { keysPerOwner: 1 })).toBe(true);
});

test('without a limit there is always room, and where people may own no keys there is none', () => {
  expect(mayGenerate([KEY], { keysPerOwner: null })).toBe(true);
  expect(mayGenerate([], { ownerKinds: ['SERVICE_ACCOUNT'] })).toBe(false);
});
