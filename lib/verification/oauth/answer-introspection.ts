import type { IncomingMessage } from 'node:http';
import { SECOND } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { parseKey } from '@/lib/keys/domain/credential';
import type { Caller } from '../caller';
import type { Reply } from '../reply';
import type { Audience, VerificationRecord } from '../verification-record';
import { clientAt, type PresentedCredential, type VerifyRequest } from '../verify-request';
import { type AccessToken, readAccessToken } from './access-token';
import type { TokenWith } from './answer-token';
import { type IntrospectionCallerWith, readIntrospectionCaller } from './introspection-caller';
import { keyClaims } from './key-claims';
import { invalidRequest, type OauthError, oauthErrorReply, oauthReply } from './oauth-error';
import { issuerOf } from './oauth-path';
import { type Form, readForm } from './read-form';
import { isForApi } from './token-target';

export type IntrospectionWith = TokenWith & IntrospectionCallerWith;

/** What is asked about a token, besides the token. */
type Question = Omit<VerifyRequest, 'credential'> & { api: string | null };

const INACTIVE = '{"active":false}';

/**
 * Token introspection (RFC 7662): tells of an access token, or of a key itself, whether it is good at this moment. The
 * caller shows a verifier token or a valid key, and hears of tokens of its own company alone.
 *
 * @param caller whom the verifier token speaks for; null when the one shown, or none, is refused
 * @param company that of the path
 * @throws when nothing can be decided
 */
export async function answerIntrospection(
  using: IntrospectionWith,
  request: IncomingMessage,
  caller: Caller | null,
  company: string | null,
): Promise<Reply> {
  const form = await readForm(request);
  if (!form.ok) return oauthErrorReply(form.error);
  const asker = await readIntrospectionCaller(using, request, form.value, caller, company);
  if (!asker.ok) return oauthErrorReply(asker.error);
  const token = form.value.get('token');
  if (token === undefined) return oauthErrorReply(invalidRequest('token is missing.'));
  const question = readQuestion(form.value, company);
  if (!question.ok) return oauthErrorReply(question.error);
  return oauthReply(200, await introspect(using, token, question.value, asker.value));
}

/** RFC 7662 §2.1 leaves room for what the resource server knows of the request; here by the names of `POST /v1/verify`. */
function readQuestion(form: Form, company: string | null): Result<Question, OauthError> {
  const audience = readAudience(form.get('audience'));
  if (audience === undefined) return fail(invalidRequest('audience must be client or business_profile.'));
  return ok({
    company,
    api: form.get('api') ?? null,
    client: clientAt(form.get('ip')),
    audience,
    tenant: form.get('tenant') ?? null,
    virtualServer: form.get('virtualServer') ?? null,
  });
}

function readAudience(value: string | undefined): Audience | null | undefined {
  if (value === undefined) return null;
  return value === 'client' || value === 'business_profile' ? value : undefined;
}

async function introspect(
  using: IntrospectionWith,
  token: string,
  { api, ...question }: Question,
  caller: Caller,
): Promise<string> {
  const about = (credential: PresentedCredential) => using.decide({ credential, ...question }, caller);
  const credential = parseKey(token);
  if (credential !== null) {
    const verdict = await about(credential);
    return verdict.code === 'VALID' ? activeKey(using, verdict.record, question.company) : INACTIVE;
  }
  const read = await readAccessToken(using.keys, { token, baseUrl: using.baseUrl(), now: using.clock.now() });
  if (read === null || (api !== null && !isForApi(read, api))) return INACTIVE;
  // The signature stands for the secret, which was shown when the token was issued; all the rest is judged afresh.
  const verdict = await about({ kind: 'token', accessKey: read.accessKey });
  return verdict.code === 'VALID' && isOf(read, verdict.record) ? activeToken(read, verdict.record) : INACTIVE;
}

function isOf({ keyId, company }: AccessToken, record: VerificationRecord): boolean {
  return keyId === record.keyId && company === record.company.slug;
}

function activeToken(token: AccessToken, record: VerificationRecord): string {
  const { issuer, audience, issuedAt, expiresAt, id } = token;
  return active(record, { iss: issuer, aud: audience, iat: issuedAt, exp: expiresAt, jti: id });
}

function activeKey({ baseUrl, isOneCompany }: TokenWith, record: VerificationRecord, company: string | null): string {
  const isVerifierItself = company === null && isOneCompany() === true;
  const exp = record.expiresAt === null ? {} : { exp: Math.floor(record.expiresAt / SECOND) };
  const iss = issuerOf(baseUrl(), isVerifierItself ? null : record.company.slug);
  return active(record, { iss, iat: Math.floor(record.issuedAt / SECOND), ...exp });
}

type Registered = { iss: string; aud?: string; iat: number; exp?: number; jti?: string };

function active(record: VerificationRecord, registered: Registered): string {
  const { userId: username } = record.owner;
  const head = { active: true, token_type: 'Bearer', username, name: record.name };
  return JSON.stringify({ ...head, ...keyClaims(record), ...registered });
}
