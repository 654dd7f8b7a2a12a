import type { Instant } from '@/lib/kernel/instant';
import type { Period } from '@/lib/kernel/period';

/** Whom a key is made for: programs on servers, or apps, which can keep no secret. */
export type KeyAudience = 'BUSINESS_PROFILE' | 'CLIENT';

/** A key as queries answer it, field by field; neither row nor hash. */
export type KeyRecord = {
  id: string;
  ownerKind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY';
  ownerId: string;
  name: string;
  description: string | null;
  audience: KeyAudience;
  access: 'FULL' | 'SELECTED';
  accessKey: string;
  /** Another after each change. */
  version: number;
  group: { id: string; name: string } | null;
  createdAt: Instant;
  issuedAt: Instant;
  expiresAt: Instant | null;
  /** The company's date, `YYYY-MM-DD`. */
  expirationDate: string | null;
  notAccessed: Period | null;
  lastUsedAt: Instant | null;
  lastUsedAddress: string | null;
  disabledAt: Instant | null;
  /** Set by an administrator for this key alone; null = the company's policy. */
  rateLimitPerMinute: number | null;
};

/** A key as an administrator's desk shows it, of an owner that is no person. */
export type DeskKey = KeyRecord & {
  /** The user ID of a service account; null for the company itself. */
  owner: { userId: string | null; isActive: boolean };
};

/** The one answer that carries the secret. */
export type IssuedKey = {
  id: string;
  name: string;
  accessKey: string;
  /** Null for a publishable key, which has none: `key` is then the Access Key. */
  accessSecret: string | null;
  key: string;
  issuedAt: Instant;
  expiresAt: Instant | null;
  expirationDate: string | null;
  companyZone: string;
  readerZone: string;
};

export type ChangedKey = { id: string; name: string };

export type ChangedGroup = { id: string; name: string };
