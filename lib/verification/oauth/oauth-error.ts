import { type Quota, rateLimitHeaders } from '../rate-limit';
import type { Reply } from '../reply';

/** A refusal as RFC 6749 §5.2 words it. The description never repeats what the client sent. */
export type OauthError = {
  status: 400 | 401 | 403 | 413 | 429;
  error:
    | 'invalid_request'
    | 'invalid_client'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'invalid_scope'
    | 'invalid_target'
    | 'temporarily_unavailable';
  description: string;
  /** Further header names and values, in pairs. */
  headers?: readonly string[];
};

/** RFC 6749 §5.1: neither kept by a cache of today nor by one of HTTP/1.0; `send` adds `Cache-Control: no-store`. */
const NOT_KEPT = ['Pragma', 'no-cache'];

export function invalidRequest(description: string): OauthError {
  return { status: 400, error: 'invalid_request', description };
}

/** Nothing tells an unknown client from a wrong secret, or a disabled key from an expired one. */
export const INVALID_CLIENT: OauthError = {
  status: 401,
  error: 'invalid_client',
  description: 'The client is unknown, its secret is wrong, or its key is not valid.',
  headers: ['WWW-Authenticate', 'Basic realm="keydesk", charset="UTF-8"'],
};

/** As the gateway profiles say it: which of the companies is meant decides who is let in. */
export const COMPANY_REQUIRED: OauthError = {
  status: 403,
  error: 'invalid_request',
  description: 'There are several companies: name one in the path, as /c/<company>/oauth/introspect.',
  headers: ['X-Deny-Code', 'COMPANY_REQUIRED'],
};

export function rateLimited(quota: Quota): OauthError {
  return {
    status: 429,
    error: 'temporarily_unavailable',
    description: 'The key was used more often than its rate limit allows.',
    headers: ['Retry-After', String(quota.resetSeconds), ...rateLimitHeaders(quota)],
  };
}

export function oauthErrorReply({ status, error, description, headers = [] }: OauthError): Reply {
  return oauthReply(status, JSON.stringify({ error, error_description: description }), headers);
}

export function oauthReply(status: number, body: string, headers: readonly string[] = []): Reply {
  return { status, contentType: 'application/json', body, headers: [...NOT_KEPT, ...headers] };
}
