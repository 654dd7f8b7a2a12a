import type { Instant } from '@/lib/kernel/instant';

/** Every refusal of a key command. */
export type KeyError =
  | { code: 'NOT_FOUND' }
  | { code: 'CONFLICT' }
  | { code: 'EXPIRED' }
  | { code: 'POLICY_FORBIDS' }
  | { code: 'KEY_MANAGEMENT_REQUIRED' }
  | { code: 'MFA_REQUIRED' }
  /** The owner is deactivated: such keys can be stopped, and nothing else. */
  | { code: 'OWNER_INACTIVE' }
  | { code: 'NAME_TAKEN'; name: string }
  | { code: 'LIMIT_REACHED'; limit: number }
  /** The group that was chosen was deleted meanwhile, or holds keys of another kind. */
  | { code: 'GROUP_GONE' }
  | { code: 'EXPIRES_TOO_SOON' }
  /** `zone` is the reader's, in which the field was filled in. */
  | { code: 'EXPIRES_TOO_LATE'; latest: Instant; zone: string };

/** Every refusal of a command about groups of keys. */
export type GroupError =
  | KeyError
  | { code: 'GROUP_NAME_TAKEN'; name: string }
  | { code: 'TOO_MANY_GROUPS'; most: number };
