import 'server-only';
import { isIPv6 } from 'node:net';
import { config } from '@/lib/platform/config';

/** Where this installation's verifier is asked from the same machine; for examples people copy. */
export function verifierUrl(): string {
  const { host, port } = config().verifier;
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
