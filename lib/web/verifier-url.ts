import 'server-only';
import { config } from '@/lib/platform/config';
import { localUrl } from '@/lib/platform/local-url';

/** Where this installation's verifier is asked from the same machine; for examples that people copy. */
export function verifierUrl(): string {
  return localUrl(config().verifier);
}
