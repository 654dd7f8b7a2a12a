import { fail, type Result } from '@/lib/kernel/result';
import type { Db, Tx } from './database';

/**
 * Everything of a transaction had run when it failed: at COMMIT, or before the answer to it came. It may have been committed
 * or not, and nobody may be told that nothing was changed.
 */
class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** By name, because Next bundles this module more than once. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof Error && error.name === 'OutcomeUnknownError';
}

/** Runs `work` in a transaction. @throws OutcomeUnknownError when it failed after `work` had ended */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  let hasRun = false;
  try {
    return await db.$transaction(async (tx) => {
      const value = await work(tx);
      hasRun = true;
      return value;
    });
  } catch (error) {
    if (hasRun) throw new OutcomeUnknownError('the database failed while it committed', { cause: error });
    throw error;
  }
}

/** Carries a refusal out of a transaction, so that nothing of it stays. */
class Refused<E> extends Error {
  readonly refusal: E;
  constructor(refusal: E) {
    super('refused');
    this.refusal = refusal;
  }
}

/** Runs `work` in a transaction that commits only when it succeeds; a refusal rolls back and is the answer. */
export async function inTransaction<T, E>(db: Db, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  try {
    return await transact(db, async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Refused(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return fail(error.refusal as E); // thrown a few lines above, with that type
    throw error;
  }
}
