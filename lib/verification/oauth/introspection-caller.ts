import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Credential } from '@/lib/keys/domain/credential';
import { clientAddress, type TrustedNetworks } from '@/lib/platform/client-address';
import type { Caller } from '../caller';
import type { Decide } from '../decide';
import { clientAt, type VerifyRequest } from '../verify-request';
import { readAsker } from './client-authentication';
import { COMPANY_REQUIRED, INVALID_CLIENT, type OauthError, rateLimited } from './oauth-error';
import type { Form } from './read-form';

export type IntrospectionCallerWith = {
  decide: Decide;
  trusted: TrustedNetworks;
  /** Whether the installation has one company only; null while that cannot be told. */
  isOneCompany: () => boolean | null;
};

type Asked = Pick<IncomingMessage, 'rawHeaders' | 'headers' | 'socket'>;

/**
 * Who asks about tokens, by a verifier token, a valid key or both: whatever is shown must be good, and speaks for one company
 * (RFC 7662 §2.1, CONTRACT §3).
 *
 * @param caller whom the verifier token speaks for; null when the one shown, or none, is refused
 * @param company that of the path
 * @throws when it cannot be decided
 */
export async function readIntrospectionCaller(
  using: IntrospectionCallerWith,
  request: Asked,
  form: Form,
  caller: Caller | null,
  company: string | null,
): Promise<Result<Caller, OauthError>> {
  const key = readAsker(request.rawHeaders, form);
  if (!key.ok) return key;
  // Where tokens are set, a wrong one is refused, whatever stands beside it.
  if (caller === null && request.headers['x-verifier-token'] !== undefined) return fail(INVALID_CLIENT);
  const known = caller?.hasToken === true ? caller : null;
  if (key.value !== null) return callerOfKey(using, request, key.value, known, company);
  if (known === null) return fail(INVALID_CLIENT);
  if (company !== null || known.company !== '*') return ok(known);
  const isOne = using.isOneCompany();
  if (isOne === null) throw new Error('the companies could not be counted');
  return isOne ? ok(known) : fail(COMPANY_REQUIRED);
}

/** A key speaks for its company, and is judged as everywhere: by the address that it is used from, too. */
async function callerOfKey(
  { decide, trusted }: IntrospectionCallerWith,
  request: Asked,
  credential: Credential,
  known: Caller | null,
  company: string | null,
): Promise<Result<Caller, OauthError>> {
  const nothing = { audience: null, tenant: null, virtualServer: null };
  const asked = { credential, company, client: clientOf(trusted, request), ...nothing };
  const verdict = await decide(asked, known ?? { company: '*' });
  if (verdict.code === 'VALID') return ok({ company: verdict.record.company.slug });
  return fail(verdict.code === 'RATE_LIMITED' ? rateLimited(verdict.quota) : INVALID_CLIENT);
}

/** SECURITY 20. */
function clientOf(trusted: TrustedNetworks, { socket, headers }: Asked): VerifyRequest['client'] {
  const forwarded = headers['x-forwarded-for'];
  const chain = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  return clientAt(clientAddress(socket.remoteAddress ?? '', chain, trusted));
}
