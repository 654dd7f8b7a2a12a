import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';

/** What a person can do to a key that exists. */
export type KeyAction = 'disable' | 'activate' | 'regenerate' | 'renew' | 'edit' | 'group' | 'delete';

/** What of a key decides whether an action is possible now. Expired is derived from the clock and never stored. */
export type KeyState = {
  isDeleted: boolean;
  isDisabled: boolean;
  expiresAt: Instant | null;
  inactiveFrom: Instant | null;
};

export type StateRefusal = 'NOT_FOUND' | 'EXPIRED' | 'CONFLICT';

function isExpired(key: Pick<KeyState, 'expiresAt' | 'inactiveFrom'>, now: Instant): boolean {
  return (key.expiresAt !== null && now >= key.expiresAt) || (key.inactiveFrom !== null && now >= key.inactiveFrom);
}

/** The table of REQUIREMENTS §2.23, cell by cell. */
export function checkState(action: KeyAction, key: KeyState, now: Instant): Result<null, StateRefusal> {
  if (key.isDeleted) return fail('NOT_FOUND');
  switch (action) {
    case 'disable':
      if (isExpired(key, now)) return fail('EXPIRED');
      return key.isDisabled ? fail('CONFLICT') : ok(null);
    case 'activate':
      if (isExpired(key, now)) return fail('EXPIRED');
      return key.isDisabled ? ok(null) : fail('CONFLICT');
    case 'renew':
      return isExpired(key, now) ? fail('EXPIRED') : ok(null);
    case 'regenerate':
    case 'edit':
    case 'group':
    case 'delete':
      return ok(null);
  }
}

/** What decides about the owner: key management, and MFA where the policy requires it; both are asked of people only. */
export type Eligibility = {
  isActive: boolean;
  person: { hasKeyManagement: boolean; hasMfa: boolean } | null;
  requiresMfa: boolean;
};

export type EligibilityRefusal = 'KEY_MANAGEMENT_REQUIRED' | 'MFA_REQUIRED' | 'OWNER_INACTIVE';

/**
 * Keys wait while MFA is off: nothing may be done to them but stopping them for good or for now. An administrator may stop
 * any key, also of somebody who is deactivated or may not have keys any more.
 */
export function checkEligibility(
  action: KeyAction | 'generate',
  owner: Eligibility,
  by: 'OWNER' | 'ADMINISTRATOR',
): Result<null, EligibilityRefusal> {
  const isStopping = action === 'disable' || action === 'delete';
  if (isStopping && by === 'ADMINISTRATOR') return ok(null);
  if (!owner.isActive) return fail('OWNER_INACTIVE');
  if (owner.person === null) return ok(null);
  if (!owner.person.hasKeyManagement) return fail('KEY_MANAGEMENT_REQUIRED');
  if (isStopping) return ok(null);
  return owner.requiresMfa && !owner.person.hasMfa ? fail('MFA_REQUIRED') : ok(null);
}

export type ActionPolicy = { disable: boolean; regenerate: boolean; renew: boolean; rename: boolean; groups: boolean };

/**
 * Whether the company's policy has the action at all. Every policy lets a key be deleted, and an administrator set its limit:
 * what of the rest may be edited, the command asks by itself.
 */
export function isAllowedByPolicy(action: KeyAction, allows: ActionPolicy, by: 'OWNER' | 'ADMINISTRATOR'): boolean {
  switch (action) {
    case 'disable':
    case 'activate':
      return allows.disable;
    case 'regenerate':
      return allows.regenerate;
    case 'renew':
      return allows.renew;
    case 'edit':
      return allows.rename || by === 'ADMINISTRATOR';
    case 'group':
      return allows.groups;
    case 'delete':
      return true;
  }
}
