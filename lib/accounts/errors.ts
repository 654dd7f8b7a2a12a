import type { PasswordProblem } from './domain/password-problem';

export type TooManyTries = { code: 'TOO_MANY_TRIES'; retryAfterMs: number };

/** The first step. WRONG says nothing about which half was, or whether the account exists or is active. */
export type SignInError = { code: 'WRONG' } | TooManyTries | { code: 'BUSY' };

/** The second step. SIGN_IN_EXPIRED leads back to the first. */
export type SecondStepError =
  | { code: 'SIGN_IN_EXPIRED' }
  | { code: 'CODE_WRONG' }
  | { code: 'CODE_USED' }
  | TooManyTries;

export type EndSessionError = { code: 'NOT_FOUND' };

export type SetupLinkError = { code: 'ALREADY_SET_UP' } | { code: 'NOT_ALLOWED' };

export type SetUpError =
  | { code: 'LINK_SPENT' }
  | { code: 'ALREADY_SET_UP' }
  | { code: 'TIME_ZONE' }
  | { code: 'SLUG' }
  | { code: 'PASSWORD'; problem: PasswordProblem };

export type AddPersonError =
  | { code: 'NOT_FOUND' }
  | { code: 'EMAIL_TAKEN' }
  | { code: 'PASSWORD'; problem: PasswordProblem };

/** What administrators are refused about people of their company. */
export type PeopleError =
  | { code: 'NOT_FOUND' }
  /** They are that already, or are so no more. */
  | { code: 'CONFLICT' }
  /** Without them the company would have no administrator who can sign in. */
  | { code: 'LAST_ADMINISTRATOR' }
  /** What one does about oneself elsewhere, or what another administrator does. */
  | { code: 'OWN_ACCOUNT' }
  | { code: 'EMAIL_TAKEN' }
  /** The person has answered the invitation. */
  | { code: 'ACCEPTED' }
  /** The person has no password yet: they need an invitation. */
  | { code: 'NOT_ACCEPTED' }
  | { code: 'DEACTIVATED' }
  | { code: 'HAS_KEYS' }
  | { code: 'MFA_IS_OFF' };

export type AcceptInvitationError =
  /** Unknown, answered, withdrawn or expired: one answer. */
  { code: 'LINK_SPENT' } | { code: 'PASSWORD'; problem: PasswordProblem } | { code: 'BUSY' };

/** Somebody else's session, or one that is over. */
export type EndOtherError = { code: 'NOT_FOUND' };

export type ChangePasswordError =
  | { code: 'NOT_FOUND' }
  | { code: 'PASSWORD_WRONG' }
  /** The new one is the one in force. */
  | { code: 'SAME' }
  | { code: 'PASSWORD'; problem: PasswordProblem }
  | { code: 'BUSY' }
  | TooManyTries;

export type ChangeSettingsError = { code: 'NOT_FOUND' };

export type ResetPasswordError =
  /** Unknown, used, void or expired: one answer. */
  { code: 'LINK_SPENT' } | { code: 'PASSWORD'; problem: PasswordProblem } | { code: 'BUSY' };

export type GrantAdministratorError = { code: 'NOT_FOUND' } | { code: 'CONFLICT' };
