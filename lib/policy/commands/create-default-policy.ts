import type { Instant } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import { DEFAULT_POLICY } from '../policy';
import { insertPolicy } from '../store';

/** Gives a new company the default policy, in the transaction that makes the company. */
export async function createDefaultPolicy(tx: Tx, companyId: string, at: Instant): Promise<void> {
  await insertPolicy(tx, companyId, DEFAULT_POLICY, at);
}
