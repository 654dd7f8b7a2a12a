/** Every refusal of a command about access requests. */
export type AccessError =
  | { code: 'NOT_FOUND' }
  /** Key management is granted already. */
  | { code: 'HAS_ACCESS' }
  | { code: 'ALREADY_REQUESTED' }
  | { code: 'TOO_MANY_REQUESTS' }
  /** Answered or withdrawn meanwhile. */
  | { code: 'CONFLICT' }
  | { code: 'OWN_REQUEST' };
