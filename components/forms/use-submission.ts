'use client';

import { type SubmitEvent, startTransition, useActionState, useEffect, useRef } from 'react';
import type { Action, ActionFailure, ActionState } from '@/lib/web/action-state';
import { runAction } from './run-action';

export type SubmissionOptions<T> = {
  onSuccess: (value: T) => void;
  /** Takes a refusal over, such as by closing; answers whether it did. */
  onFailure?: (failure: ActionFailure) => boolean;
};

export type Submission = {
  failure: ActionFailure | null;
  isBusy: boolean;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
};

/**
 * Runs a server action from a form inside a dialog. The form is not given as `action`, since React would then empty
 * its fields after a refusal. After a refusal the first invalid field has the focus.
 */
export function useSubmission<T>(action: Action<T>, options: SubmissionOptions<T>): Submission {
  const form = useRef<HTMLFormElement>(null);
  const [state, dispatch, isBusy] = useActionState(
    async (_previous: ActionState<T>, fields: FormData): Promise<ActionState<T>> => {
      const next = await runAction(action, fields);
      const isTakenOver = next?.ok === false && (options.onFailure?.(next.error) ?? false);
      // Inside a transition, so that the dialog goes in the same frame in which the page behind it becomes new.
      if (next?.ok) startTransition(() => options.onSuccess(next.value));
      return isTakenOver ? null : next;
    },
    null,
  );
  useEffect(() => {
    if (state?.ok === false) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state]);
  return {
    failure: state?.ok === false ? state.error : null,
    isBusy,
    onSubmit(event) {
      event.preventDefault();
      if (isBusy) return;
      form.current = event.currentTarget;
      const fields = new FormData(event.currentTarget);
      startTransition(() => dispatch(fields));
    },
  };
}
