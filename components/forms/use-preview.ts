'use client';

import { useEffect, useState } from 'react';
import { runAction } from '@/components/forms/run-action';
import type { Action, ActionFailure } from '@/lib/web/action-state';

export type Preview<T> =
  | { state: 'none' }
  | { state: 'asked' }
  | { state: 'there'; value: T }
  | { state: 'failed'; failure: ActionFailure | null };

/** Asks the server what would happen, once for each set of fields. Without an action there is nothing to ask. */
export function usePreview<T>(action: Action<T> | null, fields: Readonly<Record<string, string>>): Preview<T> {
  const [preview, setPreview] = useState<Preview<T>>(action === null ? { state: 'none' } : { state: 'asked' });
  const asked = JSON.stringify(fields);
  useEffect(() => {
    if (action === null) return;
    let isWanted = true;
    const form = new FormData();
    for (const [name, value] of Object.entries(JSON.parse(asked))) form.set(name, String(value));
    setPreview({ state: 'asked' });
    runAction(action, form).then((answer) => {
      if (!isWanted) return;
      if (answer?.ok) setPreview({ state: 'there', value: answer.value });
      else setPreview({ state: 'failed', failure: answer?.error ?? null });
    });
    return () => {
      isWanted = false;
    };
  }, [action, asked]);
  return preview;
}
