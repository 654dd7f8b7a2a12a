import type { AuditEntry } from '@/lib/audit/event';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { grantWaiting } from '../store';
import { writeToRequester } from './answer-request';

/**
 * Key management was granted without looking at the requests: those of the people it was granted to are answered by it, so
 * that nobody is asked what is settled. The caller has locked the people, and records the entries with its own.
 */
export async function answerWaiting(
  tx: Tx,
  { actor }: Ctx,
  companyId: string,
  personIds: readonly string[],
  now: Instant,
): Promise<AuditEntry[]> {
  if (actor.kind !== 'person') return [];
  const granted = await grantWaiting(tx, companyId, personIds, { byId: actor.id, at: now });
  for (const { requestId, ...person } of granted) {
    const answered = { id: requestId, state: 'GRANTED', note: null, byName: actor.name } as const;
    await writeToRequester(tx, { companyId, ...person }, answered, now);
  }
  return granted.map(({ requestId, personId }) => ({
    kind: 'access.granted',
    personId,
    before: { request: requestId, state: 'WAITING' },
    after: { request: requestId, state: 'GRANTED' },
  }));
}
