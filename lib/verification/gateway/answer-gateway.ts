import type { IncomingMessage } from 'node:http';
import { toIso } from '@/lib/kernel/instant';
import type { TrustedNetworks } from '@/lib/platform/client-address';
import type { Caller } from '../caller';
import type { Decide, Verdict } from '../decide';
import { type Quota, rateLimitHeaders } from '../rate-limit';
import type { Reply } from '../reply';
import { sunsetHeaders } from '../sunset';
import type { VerificationRecord } from '../verification-record';
import { type GatewayPath, parseGatewayPath } from './gateway-path';
import { readOriginal } from './original-request';
import { presentedCredential } from './presented-credential';
import { singleHeader } from './single-header';

export type GatewayWith = {
  decide: Decide;
  trusted: TrustedNetworks;
  /** Whether the installation has one company only; null while that cannot be told. */
  isOneCompany: () => boolean | null;
  onUndecidable: (error: unknown, requestId: string) => void;
  /** Told of what was refused before anything was decided. */
  onRefused: (code: OwnCode) => void;
};

/** Why a gateway is refused before anything is decided. */
export type OwnCode =
  | 'MALFORMED'
  | 'CREDENTIAL_MISSING'
  | 'CREDENTIAL_TWICE'
  | 'COMPANY_REQUIRED'
  | 'GATEWAY_HEADERS'
  | 'UNTRUSTED_GATEWAY'
  | 'UNDECIDABLE';
type DenyCode = Exclude<Verdict['code'], 'VALID'> | OwnCode;

/**
 * The answer to a gateway that asks on behalf of its client: allowed with what the upstream may know of the key, or refused
 * with a status that the gateway passes on (CONTRACT §3).
 *
 * @returns null when there is no such path
 */
export function answerGateway(
  using: GatewayWith,
  request: IncomingMessage,
  caller: Caller,
  requestId: string,
): Reply | Promise<Reply> | null {
  const path = parseGatewayPath(request.url ?? '');
  if (path === null) return null;
  const answer = (decided: Verdict | OwnCode): Reply => {
    if (typeof decided === 'string') {
      using.onRefused(decided);
      return deny(path, decided, requestId);
    }
    if (decided.code === 'VALID') return allow(path, decided);
    return deny(path, decided.code, requestId, decided.code === 'RATE_LIMITED' ? decided.quota : null);
  };
  const giveUp = (error: unknown): Reply => {
    using.onUndecidable(error, requestId);
    return deny(path, 'UNDECIDABLE', requestId);
  };
  try {
    const decided = decide(using, path, request, caller);
    return decided instanceof Promise ? decided.then(answer).catch(giveUp) : answer(decided);
  } catch (error) {
    return giveUp(error);
  }
}

function decide(
  { decide: judge, trusted, isOneCompany }: GatewayWith,
  path: GatewayPath,
  request: IncomingMessage,
  caller: Caller,
): Verdict | OwnCode | Promise<Verdict> {
  const peer = request.socket.remoteAddress ?? '';
  if (caller.hasToken !== true && !trusted.include(peer)) return 'UNTRUSTED_GATEWAY';
  if (path.company === null && caller.company === '*') {
    const isOne = isOneCompany();
    if (isOne === null) return 'UNDECIDABLE';
    if (!isOne) return 'COMPANY_REQUIRED';
  }
  const { rawHeaders, method = '' } = request;
  const presented = presentedCredential(
    singleHeader(rawHeaders, 'authorization'),
    singleHeader(rawHeaders, 'x-api-key'),
  );
  if (presented.kind === 'refused') return presented.code;
  const original = readOriginal(path, { rawHeaders, method }, trusted);
  if (original === null) return 'GATEWAY_HEADERS';
  const { company, audience, tenant, virtualServer } = path;
  const asked = { credential: presented.credential, company, audience, tenant, virtualServer, client: original.client };
  return judge(asked, caller);
}

function allow({ profile }: GatewayPath, { record, at, quota }: Extract<Verdict, { code: 'VALID' }>): Reply {
  const said = headersOf(record);
  const sunset = sunsetHeaders(record.expiresAt, at);
  const headers = sunset.length === 0 && quota === null ? said : [...said, ...sunset, ...quotaHeaders(quota)];
  return { status: profile === 'nginx' ? 204 : 200, contentType: null, body: '', headers };
}

const quotaHeaders = (quota: Quota | null): readonly string[] => (quota === null ? [] : rateLimitHeaders(quota));

/** All of them on every allow, empty where there is nothing, so that a client's own such header never survives. */
function headersOf(record: VerificationRecord): readonly string[] {
  record.memo.gatewayHeaders ??= [
    ...['X-Key-Id', record.keyId],
    ...['X-Key-Name', headerText(record.name)],
    ...['X-Key-Owner', headerText(record.owner.userId)],
    ...['X-Key-Owner-Type', record.owner.type],
    ...['X-Key-Company', record.company.slug],
    ...['X-Key-Audience', record.audience],
    ...['X-Key-Operation', ''],
    ...['X-Key-Expires', record.expiresAt === null ? '' : toIso(record.expiresAt)],
  ];
  return record.memo.gatewayHeaders;
}

/** nginx knows 401 and 403 only, and takes everything else for a failure of ours. */
function deny({ profile }: GatewayPath, code: DenyCode, requestId: string, quota: Quota | null = null): Reply {
  const meant = statusOf(code);
  const status = profile === 'nginx' && (meant === 429 || meant === 503) ? 403 : meant;
  const headers = ['X-Deny-Code', code];
  if (status === 401) headers.push('WWW-Authenticate', 'Bearer realm="keydesk"');
  if (quota !== null) headers.push(...rateLimitHeaders(quota));
  if (meant === 429 || meant === 503) headers.push('Retry-After', String(quota?.resetSeconds ?? 1));
  const body = `{"type":"about:blank","status":${status},"code":"${code}","requestId":"${requestId}"}`;
  return { status, contentType: 'application/problem+json', body, headers };
}

function statusOf(code: DenyCode): 401 | 403 | 429 | 503 {
  switch (code) {
    case 'CREDENTIAL_MISSING':
    case 'CREDENTIAL_TWICE':
    case 'MALFORMED':
    case 'NOT_FOUND':
    case 'DISABLED':
    case 'EXPIRED':
    case 'EXPIRED_INACTIVE':
    case 'OWNER_INACTIVE':
    case 'MFA_REQUIRED':
      return 401;
    case 'IP_DENIED':
    case 'AUDIENCE_DENIED':
    case 'RESOURCE_DENIED':
    case 'PERMISSION_DENIED':
    case 'COMPANY_REQUIRED':
    case 'GATEWAY_HEADERS':
    case 'UNTRUSTED_GATEWAY':
      return 403;
    case 'RATE_LIMITED':
      return 429;
    case 'UNDECIDABLE':
      return 503;
  }
}

/** What a header may hold: bytes outside 0x21–0x7E and `%` are percent-encoded as UTF-8. */
function headerText(text: string): string {
  if (/^[!-$&-~]*$/.test(text)) return text;
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x25;
    encoded += isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
