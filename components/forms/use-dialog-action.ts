'use client';

import type { Action } from '@/lib/web/action-state';
import { useStepUp } from './step-up';
import { type Submission, type SubmissionOptions, useSubmission } from './use-submission';

/**
 * A form inside a dialog whose action may want a fresh factor: then it is asked for, and the same form is sent again, so
 * that nobody has to begin anew.
 */
export function useDialogAction<T>(action: Action<T>, options: SubmissionOptions<T>): Submission {
  const stepUp = useStepUp();
  return useSubmission(async (state, fields) => {
    const first = await action(state, fields);
    const wanted = first?.ok === false ? first.error.code : null;
    if (wanted !== 'CONFIRM_CODE' && wanted !== 'CONFIRM_PASSWORD') return first;
    return (await stepUp(wanted)) ? action(state, fields) : null;
  }, options);
}
