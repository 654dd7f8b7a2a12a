import type { Credential } from '@/lib/keys/domain/credential';
import { isAddress } from './address';
import type { Audience } from './verification-record';

/** Who shows the key: the address decides, what it calls itself is only told. */
export type Client = {
  /** An address as `isAddress` takes it. Read as numbers only where a range asks, which most keys have none of. */
  address: string;
  userAgent: string | null;
};

/** Text that is no address tells of no client. */
export function clientAt(text: string | undefined): Client | null {
  return text !== undefined && isAddress(text) ? { address: text, userAgent: null } : null;
}

/** An access token of ours, its signature checked: it stands for the secret, which was shown when it was issued. */
type TokenCredential = { kind: 'token'; accessKey: string };
export type PresentedCredential = Credential | TokenCredential;

/** What is asked, whichever profile it was read by. Null = the request leaves it out. */
export type VerifyRequest = {
  /** Null = what was presented has not the shape or the checksum of a key. */
  credential: PresentedCredential | null;
  company: string | null;
  /** The client's address, null also when the text given is none. */
  client: Client | null;
  audience: Audience | null;
  tenant: string | null;
  virtualServer: string | null;
};
