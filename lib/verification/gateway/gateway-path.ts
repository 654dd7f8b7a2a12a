import { ownCopy } from '../own-copy';
import type { Audience } from '../verification-record';

export type GatewayProfile = 'nginx' | 'forward' | 'envoy';

/** What the path of a gateway's question fixes: its configuration writes it, so that no client can (CONTRACT §3). */
export type GatewayPath = {
  profile: GatewayProfile;
  company: string | null;
  api: string | null;
  audience: Audience | null;
  tenant: string | null;
  virtualServer: string | null;
  /** Envoy's alone: path and query that its client asked for. */
  originalUri: string | null;
};

/** The parts in their order, and what they are called in the path. */
const PARTS = [
  ['c', 'company'],
  ['a', 'api'],
  ['audience', 'audience'],
  ['tenant', 'tenant'],
  ['server', 'virtualServer'],
] as const;

export const GATEWAY_PREFIX = '/v1/auth/';
const ENVOY_MARK = '/-/';

/**
 * Reads `/v1/auth/<profile>[/c/<company>][/a/<api>][/audience/<…>][/tenant/<…>][/server/<…>]`, for Envoy followed by
 * `/-/<original path>`. Parts in another order, twice or empty are no path of ours, so that a slip of a configuration is
 * noticed and checks nothing less than it says.
 *
 * @returns null when there is no such path
 */
export function parseGatewayPath(url: string): GatewayPath | null {
  if (!url.startsWith(GATEWAY_PREFIX)) return null;
  const mark = url.startsWith(`${GATEWAY_PREFIX}envoy/`) ? url.indexOf(ENVOY_MARK) : -1;
  const fixed = readFixed(mark === -1 ? withoutQuery(url) : url.slice(0, mark));
  if (fixed === null || (fixed.profile === 'envoy') !== (mark !== -1)) return null;
  // The slash after the mark is the first of the original path.
  return mark === -1 ? fixed : { ...fixed, originalUri: url.slice(mark + ENVOY_MARK.length - 1) };
}

/** Gateways have few paths, each written once into a configuration. */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, GatewayPath>();

/** The part that a configuration fixes. */
function readFixed(path: string): GatewayPath | null {
  const known = remembered.get(path);
  if (known !== undefined) return known;
  const own = ownCopy(path);
  const [profile = '', ...segments] = own.slice(GATEWAY_PREFIX.length).split('/');
  const parts = readParts(segments);
  if (!isProfile(profile) || parts === null) return null;
  const { audience } = parts;
  if (audience !== null && audience !== 'client' && audience !== 'business_profile') return null;
  const fixed: GatewayPath = { profile, ...parts, audience, originalUri: null };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(own, fixed);
  return fixed;
}

type Parts = {
  company: string | null;
  api: string | null;
  audience: string | null;
  tenant: string | null;
  virtualServer: string | null;
};

function readParts(segments: readonly string[]): Parts | null {
  const parts: Parts = { company: null, api: null, audience: null, tenant: null, virtualServer: null };
  let at = 0;
  for (const [word, name] of PARTS) {
    if (segments[at] !== word) continue;
    const value = decode(segments[at + 1]);
    if (value === null) return null;
    parts[name] = value;
    at += 2;
  }
  return at === segments.length ? parts : null;
}

function decode(segment: string | undefined): string | null {
  if (segment === undefined || segment === '') return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function isProfile(text: string): text is GatewayProfile {
  return text === 'nginx' || text === 'forward' || text === 'envoy';
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
