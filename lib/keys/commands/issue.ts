import { type Instant, toIso } from '@/lib/kernel/instant';
import { fromLocalTime, type LocalTime } from '@/lib/kernel/local-time';
import { periodCode } from '@/lib/kernel/period';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import type { KeyPolicy } from '@/lib/policy/policy';
import { issueSecretCredential, type SecretCredential } from '../domain/credential';
import { chosenInstant, defaultExpiry } from '../domain/expiry';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import { type IssueColumns, insertCredential, type OwnerRow } from '../store';

/** What a key issued now gets by policy, when nothing else is chosen. */
export function issueTerms(policy: KeyPolicy, now: Instant, timeZone: string): IssueColumns {
  return { issuedAt: now, expiry: defaultExpiry(policy.expiry, now, timeZone), notAccessed: policy.notAccessed };
}

/** The same with an expiration that the person chose, where policy leaves it to them. */
export function chosenTerms(
  policy: KeyPolicy,
  now: Instant,
  owner: Pick<OwnerRow, 'timeZone' | 'readerZone'>,
  chosen: LocalTime,
): Result<IssueColumns, KeyError> {
  if (policy.expiry.rule !== 'CHOSEN_INSTANT') return fail({ code: 'POLICY_FORBIDS' });
  const expiry = chosenInstant(fromLocalTime(chosen, owner.readerZone), now, policy.expiry.most, owner.timeZone);
  if (expiry.ok) return ok({ issuedAt: now, expiry: expiry.value, notAccessed: policy.notAccessed });
  return fail(expiry.error.code === 'EXPIRES_TOO_LATE' ? { ...expiry.error, zone: owner.readerZone } : expiry.error);
}

/** The one answer that carries the secret. */
export function issuedKey(
  key: { id: string; name: string },
  { accessKey, accessSecret, key: fullKey }: SecretCredential,
  terms: IssueColumns,
  owner: Pick<OwnerRow, 'timeZone' | 'readerZone'>,
): IssuedKey {
  return {
    id: key.id,
    name: key.name,
    accessKey,
    accessSecret,
    key: fullKey,
    issuedAt: terms.issuedAt,
    expiresAt: terms.expiry?.at ?? null,
    expirationDate: terms.expiry?.date ?? null,
    companyZone: owner.timeZone,
    readerZone: owner.readerZone,
  };
}

/** The terms of an issue as the audit keeps them. */
export function auditTerms({ expiry, notAccessed }: IssueColumns) {
  return {
    expiresAt: expiry === null ? null : toIso(expiry.at),
    notAccessed: notAccessed === null ? null : periodCode(notAccessed),
  };
}

/** Makes a new pair and stores its hash. The secret itself leaves this process in one answer and stays nowhere. */
export async function issueCredential(
  tx: Tx,
  companyId: string,
  keyId: string,
  at: Instant,
): Promise<SecretCredential> {
  const credential = issueSecretCredential(randomBytes);
  const ring = keyring();
  await insertCredential(tx, companyId, {
    id: newId('crd'),
    keyId,
    accessKey: credential.accessKey,
    secretHash: new Uint8Array(ring.mac('credential-pepper', credential.key)),
    secretId: ring.currentId,
    at,
  });
  return credential;
}
