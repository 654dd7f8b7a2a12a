import type { ActionFailure } from '@/lib/web/action-state';

/** The key is gone or another than the dialog shows: closes it with a toast, since the page behind is up to date. */
export function closeWhenStale(onStale: (message: string) => void): (failure: ActionFailure) => boolean {
  return ({ code, message, fields }) => {
    const isStale = (code === 'NOT_FOUND' || code === 'CONFLICT') && Object.keys(fields).length === 0;
    if (isStale) onStale(message);
    return isStale;
  };
}
