import { isIP } from 'node:net';

// How one setting is read: each refusal names the variable, and none repeats a secret.

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that stops the start. Its message is one line: the variable, then what is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const MINIMUM_SECRET_BYTES = 32;
/** 32 random bytes hold fewer than 8 different values once in 10^40 draws; typed placeholders nearly always do. */
const MINIMUM_DISTINCT_BYTES = 8;

/** The value, trimmed; an empty variable counts as not set, as container files write it. */
export function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** A comma list; empty where nothing is set. */
export function readList(env: Environment, name: string): string[] {
  const value = given(env, name);
  if (value === undefined) return [];
  const items = value.split(',').map((item) => item.trim());
  if (items.includes('')) throw new ConfigError(`${name} has an empty entry in its comma list`);
  return items;
}

/** A whole number within its range. */
export function readInteger(
  env: Environment,
  name: string,
  range: { fallback: number; minimum: number; maximum: number },
): number {
  const value = given(env, name);
  if (value === undefined) return range.fallback;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= range.minimum && number <= range.maximum)) {
    throw new ConfigError(`${name} must be a whole number from ${range.minimum} to ${range.maximum}`);
  }
  return number;
}

/** An address or a name that a program listens on; this machine alone, if nothing is said. */
export function readHost(env: Environment, name: string): string {
  const value = given(env, name) ?? '127.0.0.1';
  const looksNumeric = /^[\d.]+$/.test(value);
  if (isIP(value) !== 0 || (!looksNumeric && /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})$/.test(value))) return value;
  throw new ConfigError(`${name} must be an IP address or a host name`);
}

/** A public address without a path. */
export function readOrigin(env: Environment, name: string): string | undefined {
  const value = given(env, name);
  if (value === undefined) return undefined;
  const url = parseUrl(name, value, ['http:', 'https:']);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new ConfigError(`${name} must be an origin: scheme, host and port, nothing else`);
  }
  return url.origin;
}

/** The address of a database. */
export function readPostgresUrl(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  if (value === undefined) return undefined;
  // Set and empty is nearly always a variable that was not expanded; falling back to the embedded server would hide it.
  if (value === '') throw new ConfigError(`${name} is set but empty`);
  parseUrl(name, value, ['postgresql:', 'postgres:']);
  return value;
}

/** An address that begins with one of `protocols`. */
export function parseUrl(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol)) {
    throw new ConfigError(`${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`);
  }
  return url;
}

/** An address or a network, in CIDR form. */
export function parseNetwork(name: string, text: string): string {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (version === 0 || address.includes('%') || rest.length > 0 || !(length <= bits)) {
    throw new ConfigError(`${name}: ${JSON.stringify(text)} is not an address or a network such as 10.0.0.0/8`);
  }
  return `${address}/${length}`;
}

/**
 * Decodes a secret of at least 32 bytes from base64 (RFC 4648 §4, or §5 without padding).
 * @throws ConfigError naming `name`; the text itself is never repeated.
 */
export function parseSecret(name: string, text: string): Uint8Array {
  const value = text.trim();
  if (value === '') throw new ConfigError(`${name} is set but empty`);
  const isStandard = value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  const isUnpadded = value.length % 4 !== 1 && /^(?:[A-Za-z0-9_-]+|[A-Za-z0-9+/]+)$/.test(value);
  if (!isStandard && !isUnpadded) throw new ConfigError(`${name} is not base64`);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length < MINIMUM_SECRET_BYTES) {
    throw new ConfigError(`${name} has ${bytes.length} bytes; at least ${MINIMUM_SECRET_BYTES} are required`);
  }
  if (new Set(bytes).size < MINIMUM_DISTINCT_BYTES) {
    throw new ConfigError(`${name} is weak: it must be random bytes, not a repeated pattern`);
  }
  return new Uint8Array(bytes);
}
