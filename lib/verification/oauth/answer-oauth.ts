import type { IncomingMessage } from 'node:http';
import type { Caller } from '../caller';
import { json, type Reply } from '../reply';
import { answerIntrospection, type IntrospectionWith } from './answer-introspection';
import { answerToken } from './answer-token';
import { metadataBody } from './metadata';
import type { OauthEndpoint, OauthPath } from './oauth-path';

export type OauthWith = IntrospectionWith;

/** The methods that each endpoint takes. */
export const OAUTH_METHODS: Readonly<Record<OauthEndpoint, readonly string[]>> = {
  token: ['POST'],
  introspect: ['POST'],
  keys: ['GET', 'HEAD'],
  metadata: ['GET', 'HEAD'],
};

/**
 * The OAuth endpoints of CONTRACT §3. Introspection alone asks who the caller is: a token is issued for the key that asks,
 * and the keys that check it are public.
 *
 * @throws when nothing can be decided
 */
export async function answerOauth(
  using: OauthWith,
  { endpoint, company }: OauthPath,
  request: IncomingMessage,
  caller: Caller | null,
): Promise<Reply> {
  switch (endpoint) {
    case 'token':
      return answerToken(using, request, company);
    case 'introspect':
      return answerIntrospection(using, request, caller, company);
    case 'keys':
      return json(200, JSON.stringify(await using.keys.published()));
    case 'metadata':
      return json(200, metadataBody(using.baseUrl(), company));
  }
}
