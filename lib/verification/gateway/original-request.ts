import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';
import { type Address, parseAddress } from '../address';
import type { GatewayPath } from './gateway-path';
import { type Single, singleHeaders } from './single-headers';

/** What the gateway's own client asked for. */
export type OriginalRequest = {
  method: string;
  /** Path and query, as the client wrote them. */
  uri: string;
  client: { address: Address; text: string };
};

export type Asked = { rawHeaders: readonly string[]; method: string };

const METHOD = /^[A-Z]{1,20}$/;
/** As long as gateways let a request line be. */
const LONGEST_URI = 8_192;

/**
 * Reads what each profile's gateway says, only from its own headers and each exactly once: whatever else is there, the
 * client may have sent. Null for what is missing or odd, which is refused.
 */
export function readOriginal(path: GatewayPath, asked: Asked, trusted: TrustedNetworks): OriginalRequest | null {
  switch (path.profile) {
    case 'nginx': {
      const found = singleHeaders(asked.rawHeaders, ['x-original-method', 'x-original-uri', 'x-real-ip']);
      return original(found['x-original-method'], found['x-original-uri'], found['x-real-ip']);
    }
    case 'forward': {
      const found = singleHeaders(asked.rawHeaders, ['x-forwarded-method', 'x-forwarded-uri', 'x-forwarded-for']);
      const address = nearestUntrusted(found['x-forwarded-for'], trusted);
      return original(found['x-forwarded-method'], found['x-forwarded-uri'], address);
    }
    case 'envoy': {
      const found = singleHeaders(asked.rawHeaders, ['x-forwarded-for']);
      return original(asked.method, path.originalUri, nearestUntrusted(found['x-forwarded-for'], trusted));
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

function original(method: Single, uri: Single, address: Single): OriginalRequest | null {
  if (typeof method !== 'string' || typeof uri !== 'string' || typeof address !== 'string') return null;
  if (!METHOD.test(method) || !uri.startsWith('/') || uri.length > LONGEST_URI) return null;
  const parsed = parseAddress(address);
  return parsed === null ? null : { method, uri, client: { address: parsed, text: address } };
}
