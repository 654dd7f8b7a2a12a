import { toIso } from '@/lib/kernel/instant';
import type { Verdict } from '../decide';

/** The body of `POST /v1/verify` (CONTRACT §3), members in the contract's order. */
export function jsonBody(verdict: Verdict, requestId: string): string {
  // Both parts are our own words: letters, digits and underscores need no quoting.
  if (verdict.code !== 'VALID') return `{"valid":false,"code":"${verdict.code}","requestId":"${requestId}"}`;
  const { record } = verdict;
  return JSON.stringify({
    valid: true,
    code: verdict.code,
    requestId,
    keyId: record.keyId,
    accessKey: record.accessKey,
    name: record.name,
    owner: record.owner,
    company: record.company.slug,
    audience: record.audience,
    access: record.access,
    operation: null,
    tenants: record.tenants,
    virtualServers: record.virtualServers,
    expiresAt: record.expiresAt === null ? null : toIso(record.expiresAt),
  });
}
