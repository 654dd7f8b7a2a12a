import { untilCaughtUp } from '../test-verifier';

type Shown = { accessKey: string; accessSecret: string };
export type FormAnswer = { status: number; headers: Headers; text: string; body: Record<string, unknown> };

/** For tests: the header of a client that authenticates with its pair. */
export function basic({ accessKey, accessSecret }: Shown): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${accessKey}:${accessSecret}`).toString('base64')}` };
}

/** For tests: a POST of a form, once the verifier has heard of everything that the test changed; a text is sent as it is. */
export async function postForm(
  url: string,
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<FormAnswer> {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  // A connection that is kept would be waited for when the verifier stops.
  const type = { 'content-type': 'application/x-www-form-urlencoded', connection: 'close' };
  await untilCaughtUp(url);
  const response = await fetch(url, { method: 'POST', body, headers: { ...type, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** For tests: an access token for the key. @param at where the verifier is, with the company's path if need be */
export async function tokenFor(at: string, shown: Shown, more: Record<string, string> = {}): Promise<string> {
  const { body } = await postForm(`${at}/oauth/token`, { grant_type: 'client_credentials', ...more }, basic(shown));
  if (typeof body['access_token'] !== 'string') throw new Error(`no token: ${JSON.stringify(body)}`);
  return body['access_token'];
}
