import type { IncomingMessage } from 'node:http';
import type { Clock } from '@/lib/kernel/clock';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Credential } from '@/lib/keys/domain/credential';
import type { Decide, Verdict } from '../decide';
import type { Reply } from '../reply';
import type { VerificationRecord } from '../verification-record';
import { issueAccessToken } from './access-token';
import { readClient } from './client-authentication';
import {
  INVALID_CLIENT,
  invalidRequest,
  type OauthError,
  oauthErrorReply,
  oauthReply,
  rateLimited,
} from './oauth-error';
import { issuerOf } from './oauth-path';
import { type Form, readForm } from './read-form';
import type { SigningKeys } from './signing-keys';
import { audienceOf } from './token-target';

export type TokenWith = {
  decide: Decide;
  clock: Clock;
  keys: SigningKeys;
  /** The origin by which clients reach the verifier. */
  baseUrl: () => string;
  /** Whether the installation has one company only; null while that cannot be told. */
  isOneCompany: () => boolean | null;
};

const UNAUTHORIZED_CLIENT: OauthError = {
  status: 400,
  error: 'unauthorized_client',
  description: 'Publishable keys, and keys with an IP policy or selected access, are checked by the verifier alone.',
};
const UNSUPPORTED_GRANT_TYPE: OauthError = {
  status: 400,
  error: 'unsupported_grant_type',
  description: 'The grant type is client_credentials.',
};
const INVALID_SCOPE: OauthError = { status: 400, error: 'invalid_scope', description: 'Tokens have no scope.' };

/**
 * The token endpoint for client credentials (RFC 6749 §4.4).
 *
 * @param company that of the path; null = the key's own
 * @throws when nothing can be decided
 */
export async function answerToken(using: TokenWith, request: IncomingMessage, company: string | null): Promise<Reply> {
  const form = await readForm(request);
  if (!form.ok) return oauthErrorReply(form.error);
  const issued = await issue(using, request.rawHeaders, form.value, company);
  if (!issued.ok) return oauthErrorReply(issued.error);
  const { token, lifetimeSeconds } = issued.value;
  return oauthReply(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds }));
}

async function issue(using: TokenWith, rawHeaders: readonly string[], form: Form, company: string | null) {
  const client = readClient(rawHeaders, form);
  if (!client.ok) return client;
  const grant = form.get('grant_type');
  if (grant === undefined) return fail(invalidRequest('grant_type is missing.'));
  const record = await authenticate(using.decide, client.value, company);
  if (!record.ok) return record;
  if (grant !== 'client_credentials') return fail(UNSUPPORTED_GRANT_TYPE);
  if (form.has('scope')) return fail(INVALID_SCOPE);
  const issuer = issuerFor(using, record.value, company);
  const audience = audienceOf(form, issuer);
  if (!audience.ok) return audience;
  const now = using.clock.now();
  const token = await issueAccessToken(using.keys, { record: record.value, issuer, audience: audience.value, now });
  return token === null ? fail(INVALID_CLIENT) : ok(token);
}

/** The key of a client that may have tokens: one whose rights do not hang on what only the verifier sees. */
async function authenticate(
  decide: Decide,
  credential: Credential | null,
  company: string | null,
): Promise<Result<VerificationRecord, OauthError>> {
  if (credential === null) return fail(INVALID_CLIENT);
  // Said of its shape alone, known or not.
  if (credential.kind === 'publishable') return fail(UNAUTHORIZED_CLIENT);
  const nothing = { client: null, audience: null, tenant: null, virtualServer: null };
  const verdict = await decide({ credential, company, ...nothing }, { company: '*' });
  if (verdict.code !== 'VALID') return fail(refusalOf(verdict));
  const { access, ipRanges } = verdict.record;
  return access === 'full' && ipRanges.length === 0 ? ok(verdict.record) : fail(UNAUTHORIZED_CLIENT);
}

function refusalOf(verdict: Exclude<Verdict, { code: 'VALID' }>): OauthError {
  switch (verdict.code) {
    case 'MALFORMED':
    case 'NOT_FOUND':
    case 'DISABLED':
    case 'EXPIRED':
    case 'EXPIRED_INACTIVE':
    case 'OWNER_INACTIVE':
    case 'MFA_REQUIRED':
      return INVALID_CLIENT;
    case 'IP_DENIED':
    case 'AUDIENCE_DENIED':
    case 'RESOURCE_DENIED':
    case 'PERMISSION_DENIED':
      return UNAUTHORIZED_CLIENT;
    case 'RATE_LIMITED':
      return rateLimited(verdict.quota);
  }
}

/**
 * The verifier itself issues tokens only while there is one company: a resource server that trusts it then trusts that
 * company. With several, each has its issuer, and the key tells which.
 */
function issuerFor({ baseUrl, isOneCompany }: TokenWith, record: VerificationRecord, company: string | null): string {
  const isOne = isOneCompany();
  if (isOne === null) throw new Error('the companies could not be counted');
  return issuerOf(baseUrl(), company === null && isOne ? null : record.company.slug);
}
