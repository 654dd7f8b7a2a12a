export type OauthEndpoint = 'token' | 'introspect' | 'keys' | 'metadata';

/** What the path of a request for OAuth says: an endpoint, and the company whose it is, where it names one. */
export type OauthPath = { endpoint: OauthEndpoint; company: string | null };

const ENDPOINTS: Readonly<Record<string, OauthEndpoint>> = {
  '/oauth/token': 'token',
  '/oauth/introspect': 'introspect',
  '/.well-known/jwks.json': 'keys',
  '/.well-known/oauth-authorization-server': 'metadata',
};

const OF_COMPANY = /^\/c\/([a-z0-9][a-z0-9-]{0,62})(\/oauth\/(?:token|introspect))$/;
/** RFC 8414 §3.1: the well-known part stands before the path of the issuer. */
const METADATA_OF_COMPANY = /^\/\.well-known\/oauth-authorization-server\/c\/([a-z0-9][a-z0-9-]{0,62})$/;

/**
 * Reads `[/c/<company>]/oauth/{token,introspect}` and `/.well-known/{jwks.json,oauth-authorization-server[/c/<company>]}`.
 *
 * @param path without its query
 * @returns null when it is none of these
 */
export function parseOauthPath(path: string): OauthPath | null {
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  if (endpoint !== undefined) return { endpoint, company: null };
  const [, company, rest = ''] = OF_COMPANY.exec(path) ?? [];
  if (company !== undefined) return { endpoint: rest === '/oauth/token' ? 'token' : 'introspect', company };
  const [, described] = METADATA_OF_COMPANY.exec(path) ?? [];
  return described === undefined ? null : { endpoint: 'metadata', company: described };
}

/**
 * The issuer of a company's tokens (RFC 8414 §2); of the only company also the verifier itself.
 *
 * @param baseUrl the origin by which clients reach the verifier
 */
export function issuerOf(baseUrl: string, company: string | null): string {
  return company === null ? baseUrl : `${baseUrl}/c/${company}`;
}
