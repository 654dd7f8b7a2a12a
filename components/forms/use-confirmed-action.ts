'use client';

import type { Action, ActionState } from '@/lib/web/action-state';
import { useStepUp } from './step-up';

/** Calls an action; where it wants a fresh factor that is asked for, and the same is sent again. Null when it was not given. */
export function useConfirmedAction(): <T>(action: Action<T>, fields: FormData) => Promise<ActionState<T>> {
  const stepUp = useStepUp();
  return async (action, fields) => {
    const first = await action(null, fields);
    const wanted = first?.ok === false ? first.error.code : null;
    if (wanted !== 'CONFIRM_CODE' && wanted !== 'CONFIRM_PASSWORD') return first;
    return (await stepUp(wanted)) ? action(null, fields) : null;
  };
}
