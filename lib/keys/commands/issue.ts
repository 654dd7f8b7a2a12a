import { type Instant, toIso } from '@/lib/kernel/instant';
import { fromLocalTime, type LocalTime } from '@/lib/kernel/local-time';
import { periodCode } from '@/lib/kernel/period';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { type Credential, issuePublishableCredential, issueSecretCredential } from '../domain/credential';
import { chosenInstant, defaultExpiry } from '../domain/expiry';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import { type IssueColumns, insertCredential, type NewKey } from '../store';
import type { OwnerScene } from './change-key';

/** What a key issued now gets by policy, when nothing else is chosen. */
export function issueTerms({ policy, now, owner }: Pick<OwnerScene, 'policy' | 'now' | 'owner'>): IssueColumns {
  return { issuedAt: now, expiry: defaultExpiry(policy.expiry, now, owner.timeZone), notAccessed: policy.notAccessed };
}

/** The same with an expiration that the person chose, where policy leaves it to them. */
export function chosenTerms(
  { policy, now, owner, readerZone }: OwnerScene,
  chosen: LocalTime,
): Result<IssueColumns, KeyError> {
  if (policy.expiry.rule !== 'CHOSEN_INSTANT') return fail({ code: 'POLICY_FORBIDS' });
  const expiry = chosenInstant(fromLocalTime(chosen, readerZone), now, policy.expiry.most, owner.timeZone);
  if (expiry.ok) return ok({ issuedAt: now, expiry: expiry.value, notAccessed: policy.notAccessed });
  return fail(expiry.error.code === 'EXPIRES_TOO_LATE' ? { ...expiry.error, zone: readerZone } : expiry.error);
}

/** The one answer that carries the secret. */
export function issuedKey(
  key: { id: string; name: string },
  credential: Credential,
  terms: IssueColumns,
  { owner, readerZone }: Pick<OwnerScene, 'owner' | 'readerZone'>,
): IssuedKey {
  const isSecret = credential.kind === 'secret';
  return {
    id: key.id,
    name: key.name,
    accessKey: credential.accessKey,
    accessSecret: isSecret ? credential.accessSecret : null,
    key: isSecret ? credential.key : credential.accessKey,
    issuedAt: terms.issuedAt,
    expiresAt: terms.expiry?.at ?? null,
    expirationDate: terms.expiry?.date ?? null,
    companyZone: owner.timeZone,
    readerZone,
  };
}

/** The terms of an issue as the audit keeps them. */
export function auditTerms({ expiry, notAccessed }: IssueColumns) {
  return {
    expiresAt: expiry === null ? null : toIso(expiry.at),
    notAccessed: notAccessed === null ? null : periodCode(notAccessed),
  };
}

/**
 * Makes a new pair and stores its hash. The secret itself leaves this process in one answer and stays nowhere. A key for
 * apps gets a publishable one instead, which is an identifier and stored as it is.
 */
export async function issueCredential(
  tx: Tx,
  companyId: string,
  key: Pick<NewKey, 'id' | 'audience'>,
  at: Instant,
): Promise<Credential> {
  const isClient = key.audience === 'CLIENT';
  const credential = isClient ? issuePublishableCredential(randomBytes) : issueSecretCredential(randomBytes);
  const ring = keyring();
  await insertCredential(tx, companyId, {
    id: newId('crd'),
    keyId: key.id,
    accessKey: credential.accessKey,
    ...(credential.kind === 'secret'
      ? { secretHash: new Uint8Array(ring.mac('credential-pepper', credential.key)), secretId: ring.currentId }
      : { secretHash: null, secretId: null }),
    at,
  });
  return credential;
}
