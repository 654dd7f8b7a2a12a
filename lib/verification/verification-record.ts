import type { Instant } from '@/lib/kernel/instant';
import type { Period } from '@/lib/kernel/period';
import type { AddressRange } from './address';
import type { RecordMemo } from './record-memo';

export type Audience = 'client' | 'business_profile';
export type Access = 'full' | 'selected';
export type OwnerType = 'user' | 'service_account' | 'company';

/** All that a verdict on one credential reads, as it stood at one moment. Never changed after it was made, but for its memo. */
export type VerificationRecord = {
  accessKey: string;
  credential: {
    /** Null for a publishable key. The bytes of the hash as characters of Latin-1. */
    secret: { hash: string; secretId: string } | null;
    validFrom: Instant;
    validUntil: Instant | null;
    isRetired: boolean;
  };
  keyId: string;
  name: string;
  audience: Audience;
  access: Access;
  isDeleted: boolean;
  isDisabled: boolean;
  issuedAt: Instant;
  expiresAt: Instant | null;
  lastUsedAt: Instant | null;
  notAccessedPeriod: Period | null;
  owner: { type: OwnerType; id: string; userId: string };
  /** Neither the owner nor the company is deactivated. */
  isOwnerActive: boolean;
  /** A person without MFA in a company that requires it. */
  lacksMfa: boolean;
  company: { id: string; slug: string; timeZone: string };
  /** Empty = any address. */
  ipRanges: readonly AddressRange[];
  /** Slugs, sorted. */
  tenants: readonly string[];
  virtualServers: readonly string[];
  /** Allows in a minute at most, of the key or else of its company's policy; null = no limit. */
  rateLimitPerMinute: number | null;
  memo: RecordMemo;
};

/** All that those need who keep count of a key's uses. */
export type UsedKey = Pick<VerificationRecord, 'keyId' | 'memo'>;

/** A row that this program does not understand: better no verdict than one on half the facts. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Where a verdict's facts come from. Null = no such Access Key. @throws when that cannot be told. */
export type FindForVerification = (accessKey: string) => Promise<VerificationRecord | null>;

/**
 * The same of many at once. What is not in the answer is an Access Key that nobody has; an error stands for a row that could not
 * be understood, which takes no other down. @throws when nothing can be told
 */
export type FindMany = (
  accessKeys: readonly string[],
) => Promise<ReadonlyMap<string, VerificationRecord | UnreadableRow>>;

/** `FindForVerification` with a memory: `peek` answers from it at once, or undefined; `findFresh` does not ask it. */
export type RememberingLookup = {
  peek: (accessKey: string) => VerificationRecord | null | undefined;
  find: FindForVerification;
  findFresh: FindForVerification;
};
