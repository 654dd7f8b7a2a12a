import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { LARGEST_BODY, readBody } from '../read-body';
import { invalidRequest, type OauthError } from './oauth-error';

/** The parameters of a request by name. One without a value counts as left out (RFC 6749 §3.2). */
export type Form = ReadonlyMap<string, string>;

const FORM_TYPE = /^application\/x-www-form-urlencoded[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

const CONTENT_TYPE = invalidRequest(
  'The body must be application/x-www-form-urlencoded in UTF-8, not encoded otherwise.',
);
const NOT_A_FORM = invalidRequest('The body is no form in UTF-8.');
const TWICE = invalidRequest('A parameter stands twice.');
/** RFC 8707 §2.2: it may stand twice for those who issue tokens for several resources. */
const RESOURCE_TWICE: OauthError = {
  status: 400,
  error: 'invalid_target',
  description: 'A token is for one resource.',
};
const TOO_LARGE: OauthError = {
  ...invalidRequest(`The body has more than ${LARGEST_BODY} bytes.`),
  status: 413,
};

/** Reads the form of a request to the token or introspection endpoint; what stands in the query is not read. */
export async function readForm(request: IncomingMessage): Promise<Result<Form, OauthError>> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' || !FORM_TYPE.test(request.headers['content-type'] ?? '')) return fail(CONTENT_TYPE);
  const body = await readBody(request);
  if (body === null) return fail(TOO_LARGE);
  return isUtf8(body) ? parseForm(body.toString('utf8')) : fail(NOT_A_FORM);
}

/** @param text `application/x-www-form-urlencoded` */
export function parseForm(text: string): Result<Form, OauthError> {
  const form = new Map<string, string>();
  for (const pair of text.split('&').filter(Boolean)) {
    const [name, value] = parsePair(pair);
    if (name === null || value === null) return fail(NOT_A_FORM);
    if (form.has(name)) return fail(name === 'resource' ? RESOURCE_TWICE : TWICE);
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return ok(form);
}

function parsePair(pair: string): [name: string | null, value: string | null] {
  const equals = pair.indexOf('=');
  if (equals === -1) return [formDecode(pair), ''];
  return [formDecode(pair.slice(0, equals)), formDecode(pair.slice(equals + 1))];
}

/** One name or value of a form. @returns null for percent signs that are no escape of UTF-8 */
export function formDecode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
