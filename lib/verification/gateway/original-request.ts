import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';
import { isAddress } from '../address';
import type { Client } from '../verify-request';
import type { GatewayPath } from './gateway-path';
import { type Single, singleHeader } from './single-header';

/** What the gateway's own client asked for. */
export type OriginalRequest = {
  method: string;
  /** Path and query, as the client wrote them. */
  uri: string;
  client: Client;
};

export type Asked = { rawHeaders: readonly string[]; method: string };

/** Such as M-SEARCH. */
const METHOD = /^[A-Z][A-Z-]{0,19}$/;
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
  const header = (name: string) => singleHeader(asked.rawHeaders, name);
  switch (path.profile) {
    case 'nginx':
      return original(header('x-original-method'), header('x-original-uri'), header('x-real-ip'), header(AGENT));
    case 'forward': {
      const address = nearestUntrusted(header('x-forwarded-for'), trusted);
      return original(header('x-forwarded-method'), header('x-forwarded-uri'), address, header(AGENT));
    }
    case 'envoy': {
      const address = nearestUntrusted(header('x-forwarded-for'), trusted);
      return original(asked.method, path.originalUri, address, header(AGENT));
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
  if (!isAddress(nearest)) return null;
  return clientAddress(nearest, comma === -1 ? undefined : forwardedFor.slice(0, comma), trusted);
}

function original(method: Single, uri: Single, address: Single, agent: Single): OriginalRequest | null {
  if (typeof method !== 'string' || typeof uri !== 'string' || typeof address !== 'string') return null;
  if (!METHOD.test(method) || !uri.startsWith('/') || uri.length > LONGEST_URI) return null;
  if (!isAddress(address)) return null;
  return { method, uri, client: { address, userAgent: agentText(agent) } };
}

const CONTROLS = /\p{Cc}/gu;

/** What the client calls itself, for people to read: kept as text, without what could move a cursor. */
function agentText(agent: Single): string | null {
  if (typeof agent !== 'string') return null;
  const text = agent.slice(0, LONGEST_AGENT).replace(CONTROLS, '').trim();
  return text === '' ? null : text;
}
