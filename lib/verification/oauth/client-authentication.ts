import { fail, ok, type Result } from '@/lib/kernel/result';
import { type Credential, parseKey, parsePair } from '@/lib/keys/domain/credential';
import { presentedCredential } from '../gateway/presented-credential';
import { singleHeader, TWICE } from '../gateway/single-header';
import { INVALID_CLIENT, invalidRequest, type OauthError } from './oauth-error';
import { type Form, formDecode } from './read-form';

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

const TWO_METHODS = invalidRequest('The client authenticates in more than one way.');
const HALF = invalidRequest('client_secret is given without client_id.');

/**
 * Reads the client of RFC 6749 §2.3.1: Access Key and Access Secret, in the header as `Basic` or in the form as `client_id`
 * and `client_secret`, never in both.
 *
 * @returns null when the request names no client
 */
export function readClient(rawHeaders: readonly string[], form: Form): Result<Credential | null, OauthError> {
  const authorization = singleHeader(rawHeaders, 'authorization');
  if (authorization === TWICE) return fail(TWO_METHODS);
  // Signed assertions are a way to authenticate that is not offered here.
  if (form.has('client_assertion') || form.has('client_assertion_type')) return fail(INVALID_CLIENT);
  return authorization === null ? clientOfForm(form) : clientOfHeader(authorization, form);
}

function clientOfForm(form: Form): Result<Credential | null, OauthError> {
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (id !== undefined) return client(id, secret ?? '');
  return secret === undefined ? ok(null) : fail(HALF);
}

function clientOfHeader(authorization: string, form: Form): Result<Credential, OauthError> {
  if (form.has('client_secret')) return fail(TWO_METHODS);
  const halves = basicHalves(authorization);
  if (halves === null) return fail(INVALID_CLIENT);
  const [id, secret] = halves;
  // Naming oneself again is no second way; naming somebody else is.
  return id === (form.get('client_id') ?? id) ? client(id, secret) : fail(TWO_METHODS);
}

/**
 * Reads the key with which somebody asks about tokens: as a client, or as `Bearer` or `X-Api-Key` as everywhere.
 *
 * @returns null when the request shows none
 */
export function readAsker(rawHeaders: readonly string[], form: Form): Result<Credential | null, OauthError> {
  const authorization = singleHeader(rawHeaders, 'authorization');
  const apiKey = singleHeader(rawHeaders, 'x-api-key');
  const isBearer = typeof authorization === 'string' && /^Bearer /i.test(authorization);
  if (!isBearer && apiKey === null) return readClient(rawHeaders, form);
  if (form.has('client_id') || form.has('client_secret')) return fail(TWO_METHODS);
  const presented = presentedCredential(authorization, apiKey);
  if (presented.kind === 'credential') return ok(presented.credential);
  return fail(presented.code === 'CREDENTIAL_TWICE' ? TWO_METHODS : INVALID_CLIENT);
}

/** A publishable key has no secret, and is told by its name alone. */
function client(id: string, secret: string): Result<Credential, OauthError> {
  const named = parseKey(id);
  const credential = named?.kind === 'publishable' ? named : parsePair(id, secret);
  return credential === null ? fail(INVALID_CLIENT) : ok(credential);
}

/** RFC 6749 §2.3.1 encodes each half as a form does before RFC 7617 joins them, so that `_` may come as `%5F`. */
function basicHalves(authorization: string): [string, string] | null {
  const [, base64] = BASIC.exec(authorization) ?? [];
  if (base64 === undefined) return null;
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  if (colon === -1) return null;
  const id = formDecode(text.slice(0, colon));
  const secret = formDecode(text.slice(colon + 1));
  return id === null || secret === null ? null : [id, secret];
}
