import { toIso } from '@/lib/kernel/instant';
import type { Verdict } from '../decide';
import { rateLimitHeaders } from '../rate-limit';
import type { JsonTail } from '../record-memo';
import type { Reply } from '../reply';
import { sunsetHeaders } from '../sunset';
import type { VerificationRecord } from '../verification-record';

/** The answer to `POST /v1/verify` (CONTRACT §3), whatever the verdict. */
export function jsonReply(verdict: Verdict, requestId: string): Reply {
  const headers = headersOf(verdict);
  // Codes and ids are our own words: letters, digits and underscores need no quoting, and are ASCII.
  if (verdict.code !== 'VALID') {
    const body = `{"valid":false,"code":"${verdict.code}","requestId":"${requestId}"}`;
    return { status: 200, contentType: 'application/json', body, bytes: body.length, headers };
  }
  const tail = tailOf(verdict.record);
  const head = `{"valid":true,"code":"VALID","requestId":"${requestId}",`;
  const bytes = head.length + tail.bytes;
  return { status: 200, contentType: 'application/json', body: head + tail.text, bytes, headers };
}

/** Everything that the answer says of the key itself, in the contract's order. */
function tailOf(record: VerificationRecord): JsonTail {
  const { memo } = record;
  if (memo.jsonTail !== null) return memo.jsonTail;
  const text = JSON.stringify({
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
  memo.jsonTail = { text, bytes: Buffer.byteLength(text) };
  return memo.jsonTail;
}

const NONE: readonly string[] = [];

function headersOf(verdict: Verdict): readonly string[] {
  if (verdict.code === 'RATE_LIMITED') return rateLimitHeaders(verdict.quota);
  if (verdict.code !== 'VALID') return NONE;
  const sunset = sunsetHeaders(verdict.record.expiresAt, verdict.at);
  return verdict.quota === null ? sunset : [...sunset, ...rateLimitHeaders(verdict.quota)];
}
