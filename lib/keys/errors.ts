/** Every refusal of a key command. */
export type KeyError =
  | { code: 'NOT_FOUND' }
  | { code: 'CONFLICT' }
  | { code: 'EXPIRED' }
  | { code: 'POLICY_FORBIDS' }
  | { code: 'KEY_MANAGEMENT_REQUIRED' }
  | { code: 'MFA_REQUIRED' }
  | { code: 'NAME_TAKEN'; name: string }
  | { code: 'LIMIT_REACHED'; limit: number };
