import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from '@/lib/kernel/instant';
import { emptyMemo } from './record-memo';
import type { VerificationRecord } from './verification-record';
import type { VerifyRequest } from './verify-request';

/** For tests: an instant as RFC 3339 text. */
export function at(text: string): Instant {
  return toInstant(Temporal.Instant.from(text).epochMilliseconds);
}

/** For tests: a record that is VALID at any time, with changes on top. */
export function validRecord(changes: Partial<VerificationRecord> = {}): VerificationRecord {
  return {
    accessKey: 'kd_0000000000000000',
    credential: {
      secret: { hash: '\0'.repeat(32), secretId: 'current' },
      validFrom: at('2026-01-01T00:00Z'),
      validUntil: null,
      isRetired: false,
    },
    keyId: 'key_0000000000000000',
    name: 'Nightly export',
    audience: 'business_profile',
    access: 'full',
    isDeleted: false,
    isDisabled: false,
    issuedAt: at('2026-01-01T00:00Z'),
    expiresAt: null,
    lastUsedAt: null,
    notAccessedPeriod: null,
    owner: { type: 'user', id: 'usr_0000000000000000', userId: 'ada@northwind.example' },
    isOwnerActive: true,
    lacksMfa: false,
    company: { id: 'cmp_0000000000000000', slug: 'northwind', timeZone: 'America/Chicago' },
    ipRanges: [],
    tenants: [],
    virtualServers: [],
    rateLimitPerMinute: null,
    memo: emptyMemo(),
    ...changes,
  };
}

/** For tests: a request that names nothing but a credential, with changes on top. */
export function plainRequest(changes: Partial<VerifyRequest> = {}): VerifyRequest {
  return {
    credential: null,
    company: null,
    client: null,
    audience: null,
    tenant: null,
    virtualServer: null,
    ...changes,
  };
}
