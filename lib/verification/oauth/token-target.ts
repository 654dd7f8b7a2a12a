import { fail, ok, type Result } from '@/lib/kernel/result';
import type { OauthError } from './oauth-error';
import type { Form } from './read-form';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const NO_TARGET: OauthError = {
  status: 400,
  error: 'invalid_target',
  description: 'resource must be the issuer of the company or <issuer>/a/<api>; api must be the slug of an API.',
};
const BOTH: OauthError = { ...NO_TARGET, description: 'Give either api or resource, not both.' };

/**
 * The audience of the token that is asked for: the API by its slug (`api`), the resource as it is written (`resource`,
 * RFC 8707 and RFC 9068 §3), or else the company as a whole, by its issuer. That the API is known is not asked: a key with full access
 * may call every API of its company, today's and tomorrow's.
 */
export function audienceOf(form: Form, issuer: string): Result<string, OauthError> {
  const api = form.get('api');
  const resource = form.get('resource');
  if (api !== undefined && resource !== undefined) return fail(BOTH);
  if (api !== undefined) return SLUG.test(api) ? ok(api) : fail(NO_TARGET);
  if (resource === undefined || resource === issuer) return ok(issuer);
  const prefix = resourceOf(issuer, '');
  const isApi = resource.startsWith(prefix) && SLUG.test(resource.slice(prefix.length));
  return isApi ? ok(resource) : fail(NO_TARGET);
}

/** Whether a token with that audience is for the API. */
export function isForApi({ audience, issuer }: { audience: string; issuer: string }, api: string): boolean {
  return audience === api || audience === resourceOf(issuer, api);
}

function resourceOf(issuer: string, api: string): string {
  return `${issuer}/a/${api}`;
}
