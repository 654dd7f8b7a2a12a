import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { type Credential, parseKey, parsePair } from '@/lib/keys/domain/credential';
import { parseAddress } from './address';
import { hasDuplicateNames } from './duplicate-names';
import type { Problem, ProblemCode } from './problem';
import type { Audience } from './verification-record';
import type { VerifyRequest } from './verify-request';

type Read<T> = Result<T, Problem>;
type Body = Readonly<Record<string, unknown>>;

/** Every member that the contract names; each is a string where it is given. Others are ignored. */
const FIELDS = [
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
] as const;
type Field = (typeof FIELDS)[number];

/** Reads the body of `POST /v1/verify` (CONTRACT §3). A key of the wrong shape is a verdict, not a problem. */
export function readRequest(bytes: Buffer): Read<VerifyRequest> {
  const body = readObject(bytes);
  if (!body.ok) return body;
  const wrong = FIELDS.find((name) => body.value[name] !== undefined && typeof body.value[name] !== 'string');
  if (wrong !== undefined) return refuse('WRONG_TYPE', `"${wrong}" must be a string.`);
  const audience = readAudience(text(body.value, 'audience'));
  if (!audience.ok) return audience;
  const credential = readCredential(body.value);
  if (!credential.ok) return credential;
  return ok({
    credential: credential.value,
    company: text(body.value, 'company'),
    client: readClient(text(body.value, 'ip')),
    audience: audience.value,
    tenant: text(body.value, 'tenant'),
    virtualServer: text(body.value, 'virtualServer'),
  });
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

function text(body: Body, name: Field): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

function readCredential(body: Body): Read<Credential | null> {
  const key = text(body, 'key');
  const accessKey = text(body, 'accessKey');
  const accessSecret = text(body, 'accessSecret');
  if (key !== null) {
    if (accessKey === null && accessSecret === null) return ok(parseKey(key));
    return refuse('CREDENTIAL_TWICE', 'Give either "key" or "accessKey" with "accessSecret", not both.');
  }
  if (accessKey === null || accessSecret === null) {
    return refuse('CREDENTIAL_MISSING', 'Give "key", or "accessKey" with "accessSecret".');
  }
  return ok(parsePair(accessKey, accessSecret));
}

function readAudience(value: string | null): Read<Audience | null> {
  if (value === null || value === 'client' || value === 'business_profile') return ok(value);
  return refuse('WRONG_TYPE', '"audience" must be "client" or "business_profile".');
}

function readClient(value: string | null): VerifyRequest['client'] {
  const address = value === null ? null : parseAddress(value);
  return address === null || value === null ? null : { address, text: value, userAgent: null };
}

function refuse(code: ProblemCode, detail: string): { ok: false; error: Problem } {
  return fail({ status: 400, code, detail });
}
