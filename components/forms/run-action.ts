import type { Action, ActionFailure, ActionState } from '@/lib/web/action-state';

const UNREACHABLE: ActionFailure = {
  code: 'UNREACHABLE',
  message: 'Keydesk did not answer. Check your connection, reload the page and look whether it was done.',
  fields: {},
};

/** Calls a server action; a server that does not answer is a refusal like any other. */
export async function runAction<T>(action: Action<T>, fields: FormData): Promise<ActionState<T>> {
  try {
    // Never the answer before: it would travel back to the server, and it may hold a secret.
    return await action(null, fields);
  } catch (error) {
    if (isRouterSignal(error)) throw error;
    return { ok: false, error: UNREACHABLE };
  }
}

/** Next carries redirect() and notFound() through errors whose digest begins with NEXT_; they are not failures. */
function isRouterSignal(error: unknown): boolean {
  if (!(error instanceof Error) || !('digest' in error)) return false;
  return typeof error.digest === 'string' && error.digest.startsWith('NEXT_');
}
