import type { IncomingMessage } from 'node:http';
import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';

/** What becomes of a request before Next sees it. */
export type Admission =
  | { kind: 'pass' }
  | { kind: 'health'; path: '/livez' | '/readyz' }
  | { kind: 'redirect'; location: string }
  | { kind: 'refuse'; status: 411 | 413 | 421; reason: string };

export type FrontDoor = {
  /** KEYDESK_URL. */
  publicUrl: URL;
  trusted: TrustedNetworks;
  newRequestId: () => string;
};

/** The largest body of a server action. Next itself answers 500 to a larger one. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * Decides about a request from its head alone. Only the Host itself counts, never X-Forwarded-Host: a page on a foreign
 * name that resolves to us can send any header it likes, but not another Host.
 */
export function admit(request: IncomingMessage, { publicUrl }: FrontDoor): Admission {
  const target = request.url ?? '/';
  const path = target.split('?', 1)[0];
  if (path === '/livez' || path === '/readyz') return { kind: 'health', path };
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (request.headers.host?.toLowerCase() !== publicUrl.host) {
    if (!isRead) return { kind: 'refuse', status: 421, reason: `This is ${publicUrl.origin}` };
    return { kind: 'redirect', location: publicUrl.origin + (target.startsWith('/') ? target : '/') };
  }
  // A body of unknown length could only be refused half-way through, when Next has already begun to read it.
  if (request.headers['transfer-encoding'] !== undefined) {
    return { kind: 'refuse', status: 411, reason: 'A Content-Length is required' };
  }
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) {
    return { kind: 'refuse', status: 413, reason: 'The body is larger than 1 MiB' };
  }
  return { kind: 'pass' };
}

/**
 * Makes the headers say what we know instead of what a client claims: its address, the public name and the request id.
 * Everything behind us may then read them as facts.
 * @returns the request id
 */
export function rewriteHeaders(request: IncomingMessage, { publicUrl, trusted, newRequestId }: FrontDoor): string {
  const { headers } = request;
  const reported = headers['x-forwarded-for'];
  const forwardedFor = Array.isArray(reported) ? reported.join(',') : reported;
  const address = clientAddress(request.socket.remoteAddress ?? '', forwardedFor, trusted);
  for (const name of Object.keys(headers)) {
    if (isClaim(name)) delete headers[name];
  }
  const requestId = newRequestId();
  headers['x-forwarded-for'] = address;
  headers['x-forwarded-host'] = publicUrl.host;
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  headers['x-request-id'] = requestId;
  return requestId;
}

/** Headers by which proxies, or Next's own inner stages, pass facts on; from outside they are inventions. */
function isClaim(name: string): boolean {
  return name.startsWith('x-forwarded-') || name.startsWith('x-middleware-') || CLAIMS.has(name);
}

const CLAIMS = new Set(['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-nonce']);
