import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';
import { type Address, parseAddress } from '../address';
import type { GatewayPath } from './gateway-path';
import { type Single, singleHeaders } from './single-headers';

/** What the gateway's own client asked for. */
export type OriginalRequest = {
  method: string;
  /** Path and query, as the client wrote them. */
  uri: string;
  client: { address: Address; text: string; userAgent: string | null };
};

export type Asked = { rawHeaders: readonly string[]; method: string };

const METHOD = /^[A-Z]{1,20}$/;
/** As long as gateways let a request line be. */
const LONGEST_URI = 8_192;
/** Gateways send it on as the client wrote it. Nothing is decided by it, so one that is odd is no reason to refuse. */
const AGENT = 'user-agent';
const LONGEST_AGENT = 200;

/**
 * Reads what each profile's gateway says, only from its own headers and each exactly once: whatever else is there, the
 * client may have sent. Null for what is missing or odd, which is refused.
 */
export function readOriginal(path: GatewayPath, asked: Asked, trusted: TrustedNetworks): OriginalRequest | null {
  switch (path.profile) {
    case 'nginx': {
      const found = singleHeaders(asked.rawHeaders, ['x-original-method', 'x-original-uri', 'x-real-ip', AGENT]);
      return original(found['x-original-method'], found['x-original-uri'], found['x-real-ip'], found[AGENT]);
    }
    case 'forward': {
      const found = singleHeaders(asked.rawHeaders, [
        'x-forwarded-method',
        'x-forwarded-uri',
        'x-forwarded-for',
        AGENT,
      ]);
      const address = nearestUntrusted(found['x-forwarded-for'], trusted);
      return original(found['x-forwarded-method'], found['x-forwarded-uri'], address, found[AGENT]);
    }
    case 'envoy': {
      const found = singleHeaders(asked.rawHeaders, ['x-forwarded-for', AGENT]);
      const address = nearestUntrusted(found['x-forwarded-for'], trusted);
      return original(asked.method, path.originalUri, address, found[AGENT]);
    }
  }
}

/**
 * SECURITY 20. The right-most hop is the gateway's own word, which is believed by now: by its address or its token. One that
 * says nothing of its client, or no address, is configured wrong.
 */
function nearestUntrusted(forwardedFor: Single, trusted: TrustedNetworks): string | null {
  if (typeof forwardedFor !== 'string') return null;
  const comma = forwardedFor.lastIndexOf(',');
  const nearest = forwardedFor.slice(comma + 1).trim();
  if (parseAddress(nearest) === null) return null;
  return clientAddress(nearest, comma === -1 ? undefined : forwardedFor.slice(0, comma), trusted);
}

function original(method: Single, uri: Single, address: Single, agent: Single): OriginalRequest | null {
  if (typeof method !== 'string' || typeof uri !== 'string' || typeof address !== 'string') return null;
  if (!METHOD.test(method) || !uri.startsWith('/') || uri.length > LONGEST_URI) return null;
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  return { method, uri, client: { address: parsed, text: address, userAgent: agentText(agent) } };
}

const CONTROLS = /\p{Cc}/gu;

/** What the client calls itself, for people to read: kept as text, without what could move a cursor. */
function agentText(agent: Single): string | null {
  if (typeof agent !== 'string') return null;
  const text = agent.slice(0, LONGEST_AGENT).replace(CONTROLS, '').trim();
  return text === '' ? null : text;
}
