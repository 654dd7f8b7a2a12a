import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { type Credential, parseKey, parsePair } from '@/lib/keys/domain/credential';
import { hasDuplicateNames } from './duplicate-names';
import type { Problem, ProblemCode } from './problem';
import { clientAt, type VerifyRequest } from './verify-request';

type Read<T> = Result<T, Problem>;
type Body = Readonly<Record<string, unknown>>;

/** Every member that the contract names; each is a string where it is given. Others are ignored. */
const FIELDS = new Set([
  'key',
  'accessKey',
  'accessSecret',
  'company',
  'api',
  'method',
  'path',
  'ip',
  'audience',
  'tenant',
  'virtualServer',
]);

/** The members that are read. */
type Fields = {
  key?: string;
  accessKey?: string;
  accessSecret?: string;
  company?: string;
  ip?: string;
  audience?: string;
  tenant?: string;
  virtualServer?: string;
};

/** Reads the body of `POST /v1/verify` (CONTRACT §3). A key of the wrong shape is a verdict, not a problem. */
export function readRequest(bytes: Buffer): Read<VerifyRequest> {
  const body = readObject(bytes);
  if (!body.ok) return body;
  const fields = readFields(body.value);
  if (!fields.ok) return fields;
  const { company = null, ip, audience = null, tenant = null, virtualServer = null } = fields.value;
  if (audience !== null && audience !== 'client' && audience !== 'business_profile') {
    return refuse('WRONG_TYPE', '"audience" must be "client" or "business_profile".');
  }
  const credential = readCredential(fields.value);
  if (!credential.ok) return credential;
  return ok({ credential: credential.value, company, client: clientAt(ip), audience, tenant, virtualServer });
}

function readFields(body: Body): Read<Fields> {
  for (const name of Object.keys(body)) {
    if (FIELDS.has(name) && typeof body[name] !== 'string') return refuse('WRONG_TYPE', `"${name}" must be a string.`);
  }
  return ok(body as Fields); // Each of them was looked at.
}

function readObject(bytes: Buffer): Read<Body> {
  // Decoding would replace broken bytes by U+FFFD, and two different bodies would become one.
  if (!isUtf8(bytes)) return refuse('NOT_UTF8', 'The body must be UTF-8.');
  const source = bytes.toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    return refuse('NOT_JSON', 'The body must be JSON (RFC 8259).');
  }
  if (!isObject(parsed)) return refuse('NOT_AN_OBJECT', 'The body must be a JSON object.');
  if (hasDuplicateNames(source, parsed)) return refuse('DUPLICATE_NAME', 'A name stands twice in one JSON object.');
  return ok(parsed);
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCredential({ key, accessKey, accessSecret }: Fields): Read<Credential | null> {
  if (key !== undefined) {
    if (accessKey === undefined && accessSecret === undefined) return ok(parseKey(key));
    return refuse('CREDENTIAL_TWICE', 'Give either "key" or "accessKey" with "accessSecret", not both.');
  }
  if (accessKey === undefined || accessSecret === undefined) {
    return refuse('CREDENTIAL_MISSING', 'Give "key", or "accessKey" with "accessSecret".');
  }
  return ok(parsePair(accessKey, accessSecret));
}

function refuse(code: ProblemCode, detail: string): { ok: false; error: Problem } {
  return fail({ status: 400, code, detail });
}
