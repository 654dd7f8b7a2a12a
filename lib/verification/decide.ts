import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@/lib/kernel/clock';
import type { Credential } from '@/lib/keys/domain/credential';
import type { VerdictCode } from '@/lib/keys/domain/verdict';
import type { Keyring } from '@/lib/platform/keyring';
import type { Caller } from './caller';
import { isLive, judge, outwardCode } from './judge';
import type { LastUsed } from './last-used';
import type { FindForVerification, VerificationRecord } from './verification-record';
import type { VerifyRequest } from './verify-request';

export type Verdict = { code: 'VALID'; record: VerificationRecord } | { code: Exclude<VerdictCode, 'VALID'> };

/** The one decision that every profile asks for. @throws when it cannot be made; that is never an allow. */
export type Decide = (request: VerifyRequest, caller: Caller) => Promise<Verdict>;

export type DecideWith = {
  find: FindForVerification;
  lastUsed: Pick<LastUsed, 'note' | 'lastUsedHere'>;
  keyring: Pick<Keyring, 'mac' | 'currentId'>;
  clock: Clock;
};

/** Compared with where there is no hash, so that an unknown Access Key takes as long as a wrong secret. */
const NOBODYS_HASH = new Uint8Array(randomBytes(32));

export function decider({ find, lastUsed, keyring, clock }: DecideWith): Decide {
  return async (request, caller) => {
    const { credential } = request;
    if (credential === null) return { code: 'MALFORMED' };
    const found = await find(credential.accessKey);
    const now = clock.now();
    const record = found !== null && isLive(found, now) ? found : null;
    const isHolder = holds(record, credential, keyring);
    if (record === null || !isHolder || !isAskedBy(record, request, caller)) return { code: 'NOT_FOUND' };
    const code = outwardCode(judge(record, request, lastUsed.lastUsedHere(record.keyId), now), credential.kind);
    if (code !== 'VALID') return { code };
    lastUsed.note(record.keyId, now, request.client?.text ?? null);
    return { code, record };
  };
}

/**
 * Whether what was presented is the credential of the record. The MAC is computed in every case.
 * @throws when the record hangs on a secret that this process was not given.
 */
function holds(
  record: VerificationRecord | null,
  credential: Credential,
  keyring: Pick<Keyring, 'mac' | 'currentId'>,
): boolean {
  const secret = record?.credential.secret ?? null;
  if (credential.kind === 'publishable') return record !== null && secret === null;
  const mac = keyring.mac('credential-pepper', credential.key, secret?.secretId ?? keyring.currentId);
  return timingSafeEqual(mac, secret?.hash ?? NOBODYS_HASH) && secret !== null;
}

/** A key of another company than the caller speaks for, or names, is as good as unknown. */
function isAskedBy({ company }: VerificationRecord, request: VerifyRequest, caller: Caller): boolean {
  if (caller.company !== '*' && caller.company !== company.slug) return false;
  return request.company === null || request.company === company.slug;
}
