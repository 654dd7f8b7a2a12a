import type { Instrumentation } from 'next';

/**
 * A page that fails shows a digest, which is all that Next tells the browser. This line of the log says which request it
 * was, by the id that stands in every other line about it.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // Next also compiles this file for its edge runtime, where there is no log of ours and nothing of ours runs.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logPageFailure } = await import('@/lib/web/page-failure');
    logPageFailure(error, request, context);
  }
};
