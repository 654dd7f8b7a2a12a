import type { Db, Tx } from '@/lib/platform/database';
import type { KeyPolicy } from './policy';
import { readPolicy } from './store';

/** The policy in force. Inside a transaction pass its client, so that decision and write see the same one. */
export async function findPolicy(db: Db | Tx, companyId: string): Promise<KeyPolicy> {
  return readPolicy(db, companyId);
}
