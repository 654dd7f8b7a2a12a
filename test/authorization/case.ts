import type { SignedIn, Stage } from './roles';

export type Fields = Record<string, string>;

export type ActionCase = {
  /** What is posted, made ready to succeed for whoever may. */
  fields: (stage: Stage, role: SignedIn) => Promise<Fields> | Fields;
  may: readonly SignedIn[];
  /** Where a refusal is more than "not found": it says what is missing, of one's own. */
  refusals?: Partial<Record<SignedIn, string>>;
  /** Set where everybody who may is told that there is nothing to do. */
  success?: string;
};

export const ADMINISTRATOR = ['administrator'] as const;
/** Of actions and pages that name nobody: each administrator reaches their own company. */
export const EVERY_ADMINISTRATOR = ['administrator', 'administrator of another company'] as const;
