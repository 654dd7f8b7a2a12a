import type { VerificationRecord } from '../verification-record';

/**
 * What a resource server may know of a key, in a token and in the answer about one: the members of `POST /v1/verify` by
 * their names there, except for those that RFC 7662 and RFC 9068 name themselves.
 */
export function keyClaims(record: VerificationRecord) {
  return {
    client_id: record.accessKey,
    // The key, whichever of its Access Keys was used: it stays when the key is regenerated.
    sub: record.keyId,
    company: record.company.slug,
    owner: record.owner,
    audience: record.audience,
    access: record.access,
    tenants: record.tenants,
    virtualServers: record.virtualServers,
  };
}
