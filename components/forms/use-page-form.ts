'use client';

import { type SubmitEvent, startTransition, useActionState, useEffect, useRef } from 'react';
import type { Action, ActionFailure, ActionState } from '@/lib/web/action-state';

type PageForm<T> = {
  failure: ActionFailure | null;
  value: T | null;
  /** It was done, also where there is nothing to return. */
  isDone: boolean;
  isBusy: boolean;
  /** Spread onto the form. */
  form: { action: (fields: FormData) => void; onSubmit: (event: SubmitEvent<HTMLFormElement>) => void };
};

/**
 * A form of a whole page: without JavaScript it posts to the action, and the page comes back with the answer; with it the
 * fields keep what was typed after a refusal (React would empty them), and the first field to blame gets the focus.
 */
export function usePageForm<T>(action: Action<T>): PageForm<T> {
  const element = useRef<HTMLFormElement>(null);
  const [state, dispatch, isBusy] = useActionState<ActionState<T>, FormData>(action, null);
  useEffect(() => {
    if (state?.ok === false) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state]);
  return {
    failure: state?.ok === false ? state.error : null,
    value: state?.ok === true ? state.value : null,
    isDone: state?.ok === true,
    isBusy,
    form: {
      action: dispatch,
      onSubmit(event) {
        event.preventDefault();
        if (isBusy) return;
        element.current = event.currentTarget;
        const fields = new FormData(event.currentTarget);
        startTransition(() => dispatch(fields));
      },
    },
  };
}
