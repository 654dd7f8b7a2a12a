import type { ChangedCompany } from '@/lib/companies/dto';
import type { Action } from '@/lib/web/action-state';

export type CompanyActions = {
  [name in 'add' | 'edit' | 'deactivate' | 'reactivate' | 'inviteAgain']: Action<ChangedCompany>;
} & { handOn: Action<{ name: string }> };

/** What is asked about one company of the list. */
export type Asked = 'edit' | 'deactivate' | 'reactivate' | 'inviteAgain';

/** How every dialog about companies ends. */
export type DialogEnds = {
  onClose: () => void;
  onDone: (sentence: string) => void;
  /** The company is not what the dialog shows any more. */
  onStale: (sentence: string) => void;
};

/** Refusals that no field and no second try can mend. */
export function isStale(code: string): boolean {
  return code === 'CONFLICT' || code === 'NOT_FOUND' || code === 'ACCEPTED';
}
