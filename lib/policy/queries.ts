import type { Db, Tx } from '@/lib/platform/database';
import type { KeyPolicy } from './policy';
import { lockAgainstChange, readPolicy } from './store';

/** The policy in force. */
export async function findPolicy(db: Db, companyId: string): Promise<KeyPolicy> {
  return readPolicy(db, companyId);
}

/** The policy that a write is decided on: it does not change before the transaction ends. Locked after the owner. */
export async function lockPolicy(tx: Tx, companyId: string): Promise<KeyPolicy> {
  await lockAgainstChange(tx, companyId);
  return readPolicy(tx, companyId);
}
