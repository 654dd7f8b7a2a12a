'use client';

import type { Action } from '@/lib/web/action-state';
import { useStepUp, withStepUp } from './step-up';
import { type Submission, type SubmissionOptions, useSubmission } from './use-submission';

/**
 * A form inside a dialog whose action may want a fresh factor: then it is asked for, and the same form is sent again, so
 * that nobody has to begin anew.
 */
export function useDialogAction<T>(action: Action<T>, options: SubmissionOptions<T>): Submission {
  const stepUp = useStepUp();
  return useSubmission(withStepUp(action, stepUp), options);
}
