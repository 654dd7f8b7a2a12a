type TooManyTries = { code: 'TOO_MANY_TRIES'; retryAfterMs: number };

export type BeginEnrolmentError =
  | { code: 'NOT_FOUND' }
  | { code: 'MFA_IS_ON' }
  /** The password was given more than five minutes ago. */
  | { code: 'PASSWORD_NEEDED' }
  | { code: 'PASSWORD_WRONG' }
  /** Too many passwords are being checked at this moment. */
  | { code: 'BUSY' }
  /** MFA was reset by somebody else: the link that was mailed then has to be shown. */
  | { code: 'LINK_NEEDED' }
  | TooManyTries;

export type ConfirmEnrolmentError =
  | { code: 'NOT_FOUND' }
  | { code: 'MFA_IS_ON' }
  /** Nothing was begun in this session, or the quarter of an hour is over. */
  | { code: 'ENROLMENT_EXPIRED' }
  | { code: 'CODE_WRONG' }
  | TooManyTries;

export type DisableMfaError =
  | { code: 'NOT_FOUND' }
  | { code: 'MFA_IS_OFF' }
  | { code: 'CODE_WRONG' }
  | { code: 'CODE_USED' }
  | TooManyTries;

export type ConfirmIdentityError =
  | { code: 'NOT_FOUND' }
  | { code: 'MFA_IS_OFF' }
  | { code: 'CODE_WRONG' }
  | { code: 'CODE_USED' }
  | { code: 'PASSWORD_WRONG' }
  | TooManyTries;

export type RenewRecoveryCodesError = DisableMfaError;

export type ResetMfaError = { code: 'NOT_FOUND' } | { code: 'MFA_IS_OFF' };
