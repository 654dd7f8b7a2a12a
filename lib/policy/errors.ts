/** Every refusal of a command about the key policy. */
export type PolicyError =
  | { code: 'NOT_FOUND' }
  /** Somebody else changed it since the page was made. */
  | { code: 'CONFLICT' };
