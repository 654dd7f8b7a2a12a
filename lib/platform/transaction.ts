import { fail, type Result } from '@/lib/kernel/result';
import type { Db, Tx } from './database';

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
    return await db.$transaction(async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Refused(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return fail(error.refusal as E); // thrown a few lines above, with that type
    throw error;
  }
}
