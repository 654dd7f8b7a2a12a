import { recordAudit } from '@/lib/audit/record';
import { periodCode } from '@/lib/kernel/period-code';
import { type Chunk, type ChunkOutcome, MOST_IN_CHUNK, type ProcessHandler } from '@/lib/processes/handler';
import { lockPolicy } from './queries';
import { applyLimit } from './store-effect';

export const APPLY_LIMIT = 'policy.apply_limit';

/**
 * Gives the keys there are the inactivity limit of the policy, where they are more than one transaction should hold. Ends
 * when the policy has another limit by then: what was confirmed with its counts is not what would happen.
 */
export const applyLimitProcess: ProcessHandler = { kind: APPLY_LIMIT, runChunk };

async function runChunk({ tx, now, companyId, work, progress, actFor }: Chunk): Promise<ChunkOutcome> {
  const ctx = await actFor();
  const { notAccessed } = await lockPolicy(tx, companyId);
  const limit = notAccessed === null ? null : periodCode(notAccessed);
  if (limit !== work['limit']) return { canceled: 'The key policy was changed meanwhile.' };
  const { count, last } = await applyLimit(tx, companyId, notAccessed, {
    after: progress.cursor ?? '',
    most: MOST_IN_CHUNK,
  });
  if (count > 0) {
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'policy.limit_applied',
      after: { notAccessed: limit, keysGivenLimit: count },
    });
  }
  // Keys that were deleted or regenerated meanwhile are no work any more.
  const total = last === null ? progress.done : progress.total;
  return { progress: { ...progress, total, done: progress.done + count, cursor: last }, isDone: last === null };
}
