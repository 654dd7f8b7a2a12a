import http from 'node:http';
import { isIPv6 } from 'node:net';
import type { Config } from '@/lib/platform/config';

const ANSWER_TIMEOUT_MS = 2_000;

/** Where a program that is bound to `host` is reached from this machine: a wildcard is no address to ask. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  if (host === '::') return '::1';
  return host;
}

/** The verifier's address as programs on this machine use it. */
export function verifierUrl(verifier: Config['verifier']): string {
  const host = reachableHost(verifier.host);
  return `http://${isIPv6(host) ? `[${host}]` : host}:${verifier.port}`;
}

/** Whether GET `path` is answered with 200. `hostHeader` for a server that redirects every other name. */
export function answers(target: { host: string; port: number }, path: string, hostHeader?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({
      host: reachableHost(target.host),
      port: target.port,
      path,
      agent: false, // A kept connection would have to be drained when the program ends.
      timeout: ANSWER_TIMEOUT_MS,
      ...(hostHeader === undefined ? {} : { headers: { host: hostHeader } }),
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false)); // After an answer this changes nothing.
  });
}
