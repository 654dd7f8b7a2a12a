import type { Instant } from '@/lib/kernel/instant';
import type { KeyRecord } from '@/lib/keys/dto';

/** A person's key as it is read, made and issued at that instant; nothing ends it and nobody has used it. */
export function aKeyRecord(issuedAt: Instant, changes: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id: 'key_1',
    ownerKind: 'USER',
    ownerId: 'usr_1',
    name: 'Billing export',
    description: null,
    audience: 'BUSINESS_PROFILE',
    access: 'FULL',
    accessKey: 'kd_7Hq2mXv9RtLw3ZpA',
    version: 1,
    group: null,
    createdAt: issuedAt,
    issuedAt,
    expiresAt: null,
    expirationDate: null,
    notAccessed: null,
    lastUsedAt: null,
    lastUsedAddress: null,
    disabledAt: null,
    rateLimitPerMinute: null,
    ...changes,
  };
}
