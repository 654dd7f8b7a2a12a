import { systemClock } from '@/lib/platform/clock';
import { DEFAULT_POLICY, type KeyPolicy } from '@/lib/policy/policy';
import { makeCompany as insertCompany } from '@/test/support/scene';
import { contextOf } from './people';

const NO_CONTROL = {
  ...DEFAULT_POLICY.allows,
  disable: false,
  regenerate: false,
  renew: false,
  rename: false,
  notification: false,
  ipPolicy: false,
  groups: false,
  audience: false,
};

/** The systems whose documents the tests walk, as REQUIREMENTS §3 sets them. */
export const THALES: Partial<KeyPolicy> = {
  keysPerOwner: null,
  ownerKinds: ['SERVICE_ACCOUNT'],
  expiry: { rule: 'END_OF_PREVIOUS_DAY', lifetime: { count: 1, unit: 'y' } },
  notAccessed: null,
  allows: { ...NO_CONTROL, renew: true, rename: true, selectedAccess: false },
  reminderDays: [],
  requiresMfa: false,
};
export const SYNERISE: Partial<KeyPolicy> = {
  keysPerOwner: null,
  ownerKinds: ['COMPANY'],
  expiry: { rule: 'NEVER' },
  notAccessed: null,
  allows: { ...NO_CONTROL, rename: true, fullAccess: false, ipPolicy: true, groups: true, audience: true },
  reminderDays: [],
  requiresMfa: false,
};

/** A company of the test's own, so that what it does is nobody else's. @returns its id */
export async function makeCompany(policy: Partial<KeyPolicy> = {}): Promise<string> {
  contextOf({ kind: 'anonymous' }); // reads the settings of the demo
  return insertCompany(systemClock, policy);
}
