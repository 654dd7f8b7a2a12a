/** Why something about a company was refused. */
export type CompanyError =
  /** Also for whoever does not operate the installation. */
  | { code: 'NOT_FOUND' }
  | { code: 'SLUG_TAKEN' }
  /** One e-mail address = one person = one company. */
  | { code: 'EMAIL_TAKEN' }
  /** Somebody was faster: it is so already. */
  | { code: 'CONFLICT' }
  /** The operator would lock themselves out. */
  | { code: 'OWN_COMPANY' }
  /** The first administrator has come; others are theirs to invite. */
  | { code: 'ACCEPTED' };

/** Why the installation was not handed on. */
export type HandOnError =
  | { code: 'NOT_FOUND' }
  /** Nobody active with MFA in the operator's company has that address. */
  | { code: 'NOBODY' }
  | { code: 'YOURSELF' };
