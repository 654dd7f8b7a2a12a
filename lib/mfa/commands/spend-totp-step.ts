import type { Tx } from '@/lib/platform/database';
import { advanceTotpStep } from '../store';

/**
 * Takes the step of a right code for good, in the caller's transaction, whatever the code is given for. False when it, or a
 * later one, was taken before: a code is good once (RFC 6238 §5.2).
 */
export function spendTotpStep(tx: Tx, person: { companyId: string; personId: string }, step: bigint): Promise<boolean> {
  return advanceTotpStep(tx, person, step);
}
