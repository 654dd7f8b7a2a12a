import type { IncomingMessage } from 'node:http';
import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';

/** What becomes of a request before Next sees it. */
export type Admission =
  | { kind: 'pass' }
  | { kind: 'health'; path: '/livez' | '/readyz' }
  | { kind: 'redirect'; location: string }
  | { kind: 'refuse'; status: 403 | 411 | 413 | 421; reason: string };

export type FrontDoor = {
  /** KEYDESK_URL. */
  publicUrl: URL;
  trusted: TrustedNetworks;
  newRequestId: () => string;
  /**
   * A secret of this process. After a server action that redirects, Next fetches the page that it leads to from itself,
   * with the headers of the action's request: by this one we know it again.
   */
  innerMark: string;
};

/** Set by us on what we pass to Next, and believed only with the mark. */
const INNER = 'x-keydesk-inner';

/** A request of Next to itself, on behalf of one that came through this door before. */
function isInner(request: IncomingMessage, { innerMark }: FrontDoor): boolean {
  return request.headers[INNER] === innerMark;
}

/** The largest body of a server action. Next itself answers 500 to a larger one. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * Decides about a request from its head alone. Only the Host itself counts, never X-Forwarded-Host: a page on a foreign
 * name that resolves to us can send any header it likes, but not another Host.
 */
export function admit(request: IncomingMessage, door: FrontDoor): Admission {
  if (isInner(request, door)) return { kind: 'pass' };
  const target = request.url ?? '/';
  const path = target.split('?', 1)[0];
  if (path === '/livez' || path === '/readyz') return { kind: 'health', path };
  if (request.headers.host?.toLowerCase() !== door.publicUrl.host) return sendHome(request, target, door.publicUrl);
  return refuseBody(request) ?? refuseForeign(request, door) ?? { kind: 'pass' };
}

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

function sendHome(request: IncomingMessage, target: string, { origin }: URL): Admission {
  if (!isRead(request)) return { kind: 'refuse', status: 421, reason: `This is ${origin}` };
  return { kind: 'redirect', location: origin + (target.startsWith('/') ? target : '/') };
}

function refuseBody({ headers }: IncomingMessage): Admission | null {
  // A body of unknown length could only be refused half-way through, when Next has already begun to read it.
  if (headers['transfer-encoding'] !== undefined) {
    return { kind: 'refuse', status: 411, reason: 'A Content-Length is required' };
  }
  if (Number(headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) {
    return { kind: 'refuse', status: 413, reason: 'The body is larger than 1 MiB' };
  }
  return null;
}

/** SECURITY: nothing is changed for a form of another site. Next itself lets a missing Origin pass, and answers a foreign one with 500. */
function refuseForeign(request: IncomingMessage, { publicUrl }: FrontDoor): Admission | null {
  if (isRead(request) || request.headers.origin === publicUrl.origin) return null;
  return { kind: 'refuse', status: 403, reason: 'This form was sent from another site.' };
}

/**
 * Makes the headers say what we know instead of what a client claims: its address, the public name and the request id.
 * Everything behind us may then read them as facts.
 * @returns the request id
 */
export function rewriteHeaders(request: IncomingMessage, door: FrontDoor): string {
  const { publicUrl, trusted, newRequestId } = door;
  const { headers } = request;
  // Its headers are those that we wrote for the first request; only the name it was reached by is an inner one.
  if (isInner(request, door)) {
    headers.host = publicUrl.host;
    return String(headers['x-request-id']);
  }
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
  headers[INNER] = door.innerMark;
  return requestId;
}

/** Headers by which proxies, or Next's own inner stages, pass facts on; from outside they are inventions. */
function isClaim(name: string): boolean {
  return name.startsWith('x-forwarded-') || name.startsWith('x-middleware-') || CLAIMS.has(name);
}

const CLAIMS = new Set(['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-nonce']);
