import { issuerOf } from './oauth-path';

/** What clients read before they begin: authorization server metadata (RFC 8414 §2), for a company where the path names one. */
export function metadataBody(baseUrl: string, company: string | null): string {
  const issuer = issuerOf(baseUrl, company);
  const methods = ['client_secret_basic', 'client_secret_post'];
  return JSON.stringify({
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    token_endpoint_auth_methods_supported: methods,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    introspection_endpoint_auth_methods_supported: methods,
    jwks_uri: `${baseUrl}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    // Required, and empty: there is no authorization endpoint.
    response_types_supported: [],
  });
}
