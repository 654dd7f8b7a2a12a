import type { Instant } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import { DEFAULT_POLICY, type KeyPolicy } from '../policy';
import { insertPolicy } from '../store';

/** Gives a new company the default policy, in the transaction that makes the company. */
export async function createDefaultPolicy(tx: Tx, companyId: string, at: Instant): Promise<void> {
  await insertPolicy(tx, companyId, DEFAULT_POLICY, at);
}

/** The same with a policy that was chosen, such as one of the presets. */
export async function createPolicy(tx: Tx, companyId: string, policy: KeyPolicy, at: Instant): Promise<void> {
  await insertPolicy(tx, companyId, policy, at);
}
