import { isIPv6 } from 'node:net';

/** Where a program that is bound to `host` is reached from this machine: a wildcard is no address to ask. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  if (host === '::') return '::1';
  return host;
}

/** The http origin of a program as others on this machine use it. */
export function localUrl({ host, port }: { host: string; port: number }): string {
  const reachable = reachableHost(host);
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
}
