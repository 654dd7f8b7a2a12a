import { toIso } from '@/lib/kernel/instant';
import type { Verdict } from '../decide';
import { rateLimitHeaders } from '../rate-limit';
import type { Reply } from '../reply';
import { sunsetHeaders } from '../sunset';
import type { VerificationRecord } from '../verification-record';

/** The answer to `POST /v1/verify` (CONTRACT §3), whatever the verdict. */
export function jsonReply(verdict: Verdict, requestId: string): Reply {
  return {
    status: 200,
    contentType: 'application/json',
    body: bodyOf(verdict, requestId),
    headers: headersOf(verdict),
  };
}

/** Members in the contract's order. */
function bodyOf(verdict: Verdict, requestId: string): string {
  // Codes and ids are our own words: letters, digits and underscores need no quoting.
  if (verdict.code !== 'VALID') return `{"valid":false,"code":"${verdict.code}","requestId":"${requestId}"}`;
  return `{"valid":true,"code":"VALID","requestId":"${requestId}",${tailOf(verdict.record)}`;
}

/** Records never change, and one answers for its key until something moves. */
const tails = new WeakMap<VerificationRecord, string>();

/** Everything that the answer says of the key itself. */
function tailOf(record: VerificationRecord): string {
  const known = tails.get(record);
  if (known !== undefined) return known;
  const tail = JSON.stringify({
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
  }).slice(1);
  tails.set(record, tail);
  return tail;
}

const NONE: readonly string[] = [];

function headersOf(verdict: Verdict): readonly string[] {
  if (verdict.code === 'RATE_LIMITED') return rateLimitHeaders(verdict.quota);
  if (verdict.code !== 'VALID') return NONE;
  const sunset = sunsetHeaders(verdict.record.expiresAt, verdict.at);
  return verdict.quota === null ? sunset : [...sunset, ...rateLimitHeaders(verdict.quota)];
}
