import type { Instant } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { makeRecoveryCodes, recoveryCodeHash, showRecoveryCode } from '../domain/recovery-code';
import { type PersonScope, putRecoveryCodes } from '../store';

/** Ten new codes in place of all earlier ones, in the form they are shown in. Only their hashes are stored. */
export async function issueRecoveryCodes(tx: Tx, scope: PersonScope, now: Instant): Promise<string[]> {
  const ring = keyring();
  const secretId = ring.currentId;
  const codes = makeRecoveryCodes(randomBytes);
  const rows = codes.map((code) => ({
    id: newId('rec'),
    codeHash: recoveryCodeHash(ring, scope.personId, code, secretId),
    secretId,
  }));
  await putRecoveryCodes(tx, scope, rows, now);
  return codes.map(showRecoveryCode);
}
