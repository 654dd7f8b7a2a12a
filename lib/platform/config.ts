import { isIP } from 'node:net';
import path from 'node:path';
import {
  ConfigError,
  type Environment,
  given,
  parseNetwork,
  parseSecret,
  parseUrl,
  readHost,
  readInteger,
  readList,
  readOrigin,
  readPostgresUrl,
} from './setting-values';

/** Who may present a verifier token: one company (its slug) or, with `*`, any of them. */
export type VerifierToken = { company: string | '*'; token: string };

/** Everything that the outside can set, parsed once. No other module reads `process.env`. */
export type Config = {
  console: {
    host: string;
    port: number;
    /** Public origin without a trailing slash: links in mail, cookies and the Origin check are built on it. */
    url: string;
  };
  verifier: {
    host: string;
    port: number;
    /** Public origin without a trailing slash, the issuer of access tokens; `undefined` = its own on this machine. */
    url: string | undefined;
    workers: number;
    /** How long one that is to end still takes new connections, while /readyz sends them elsewhere already. */
    drainDelayMs: number;
    tokens: VerifierToken[];
  };
  /** Absolute. Holds the embedded database, the generated secret and mail files. */
  dataDir: string;
  /** `undefined` means the embedded server below `dataDir`. */
  databaseUrl: string | undefined;
  /** For LISTEN, where `databaseUrl` leads to a transaction pooler; the same as `databaseUrl` otherwise. */
  listenUrl: string | undefined;
  /** At least 32 bytes. `undefined` only where the supervisor generates one for the embedded database. */
  secret: Uint8Array | undefined;
  /** Accepted for checking and decrypting, never used for writing. */
  previousSecrets: Uint8Array[];
  mail: {
    resendApiKey: string | undefined;
    resendBaseUrl: string | undefined;
    smtpUrl: string | undefined;
    from: string;
  };
  /** Networks in CIDR form whose forwarded-for headers are believed. */
  trustedProxies: string[];
  /** Added to the clock of every process; not 0 only under test. */
  nowOffsetMs: number;
};

const KNOWN_NAMES = new Set([
  'KEYDESK_URL',
  'KEYDESK_DATA_DIR',
  'KEYDESK_SECRET',
  'KEYDESK_SECRET_PREVIOUS',
  'KEYDESK_NOW_OFFSET',
  'KEYDESK_TEST',
]);
const LOOPBACK_NETWORKS = ['127.0.0.0/8', '::1/128'];
const COMPANY_SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * Parses settings and refuses what is unknown, malformed or unsafe together.
 * @throws ConfigError naming the first variable that is wrong; values of secrets are never repeated in it.
 */
export function readConfig(env: Environment): Config {
  refuseUnknownNames(env);
  const databaseUrl = readPostgresUrl(env, 'DATABASE_URL');
  const config: Config = {
    console: readConsole(env),
    verifier: {
      host: readHost(env, 'VERIFIER_HOST'),
      port: readInteger(env, 'VERIFIER_PORT', { fallback: 3001, minimum: 1, maximum: 65_535 }),
      url: readOrigin(env, 'VERIFIER_URL'),
      workers: readInteger(env, 'VERIFIER_WORKERS', { fallback: 1, minimum: 1, maximum: 64 }),
      drainDelayMs: readInteger(env, 'VERIFIER_DRAIN_DELAY_MS', { fallback: 0, minimum: 0, maximum: 60_000 }),
      tokens: readTokens(env),
    },
    dataDir: path.resolve(given(env, 'KEYDESK_DATA_DIR') ?? '.keydesk'),
    databaseUrl,
    listenUrl: readPostgresUrl(env, 'DATABASE_LISTEN_URL') ?? databaseUrl,
    secret: env['KEYDESK_SECRET'] === undefined ? undefined : parseSecret('KEYDESK_SECRET', env['KEYDESK_SECRET']),
    previousSecrets: readList(env, 'KEYDESK_SECRET_PREVIOUS').map((text) =>
      parseSecret('KEYDESK_SECRET_PREVIOUS', text),
    ),
    mail: readMail(env),
    trustedProxies: readNetworks(env),
    nowOffsetMs: readNowOffsetMs(env),
  };
  refuseUnsafeCombinations(config);
  return config;
}

let memoised: Config | undefined;

/** The settings of this process, read from its environment at the first call. */
export function config(): Config {
  memoised ??= readConfig(process.env);
  return memoised;
}

/** For tests that change `process.env`: the next `config()` reads it again. */
function forgetConfig(): void {
  memoised = undefined;
}

/** The environment of this process with `changes` on top, for a child or for `readConfig`. */
export function environmentWith(changes: Environment): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...changes })) {
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** Sets variables of this process, for libraries such as next-auth that take their settings from nowhere else. */
export function setEnvironment(changes: Readonly<Record<string, string>>): void {
  Object.assign(process.env, changes);
  forgetConfig();
}

/** Whether only this machine can reach a socket bound to `host`. */
export function isLoopbackHost(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function refuseUnknownNames(env: Environment): void {
  const unknown = Object.keys(env).find((name) => name.startsWith('KEYDESK_') && !KNOWN_NAMES.has(name));
  if (unknown !== undefined) throw new ConfigError(`${unknown} is not a setting of Keydesk`);
}

function refuseUnsafeCombinations(config: Config): void {
  const { console, verifier } = config;
  if (!isLoopbackHost(console.host) && !console.url.startsWith('https:')) {
    throw new ConfigError(`KEYDESK_URL must be an https address because HOST (${console.host}) is not loopback`);
  }
  if (!isLoopbackHost(verifier.host) && verifier.tokens.length === 0) {
    throw new ConfigError(
      `VERIFIER_TOKENS is empty; it is required because VERIFIER_HOST (${verifier.host}) is not loopback`,
    );
  }
  if (console.host === verifier.host && console.port === verifier.port) {
    throw new ConfigError(`VERIFIER_PORT must differ from PORT (${console.port})`);
  }
  // Only the supervisor of the embedded database may make a secret up: elsewhere a made-up one would lock out every key.
  if (config.databaseUrl !== undefined && config.secret === undefined) {
    throw new ConfigError('KEYDESK_SECRET is not set; it is required with DATABASE_URL');
  }
  if (config.databaseUrl === undefined && config.listenUrl !== undefined) {
    throw new ConfigError('DATABASE_LISTEN_URL is set without DATABASE_URL');
  }
  if (config.mail.resendApiKey !== undefined && config.mail.smtpUrl !== undefined) {
    throw new ConfigError('SMTP_URL and RESEND_API_KEY are both set; mail takes one way only');
  }
}

function readConsole(env: Environment): Config['console'] {
  const host = readHost(env, 'HOST');
  const port = readInteger(env, 'PORT', { fallback: 3000, minimum: 1, maximum: 65_535 });
  return { host, port, url: readOrigin(env, 'KEYDESK_URL') ?? `http://localhost:${port}` };
}

function readMail(env: Environment): Config['mail'] {
  const resendBaseUrl = given(env, 'RESEND_BASE_URL');
  if (resendBaseUrl !== undefined) parseUrl('RESEND_BASE_URL', resendBaseUrl, ['http:', 'https:']);
  const smtpUrl = given(env, 'SMTP_URL');
  if (smtpUrl !== undefined) parseUrl('SMTP_URL', smtpUrl, ['smtp:', 'smtps:']);
  const from = given(env, 'MAIL_FROM') ?? 'Keydesk <keydesk@localhost>';
  if (!/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from)) {
    throw new ConfigError('MAIL_FROM must be an address, or a name followed by an address in angle brackets');
  }
  return { resendApiKey: given(env, 'RESEND_API_KEY'), resendBaseUrl, smtpUrl, from };
}

function readTokens(env: Environment): VerifierToken[] {
  const tokens = readList(env, 'VERIFIER_TOKENS').map(parseToken);
  // One token for two companies would leave open which of them a caller speaks for.
  if (new Set(tokens.map(({ token }) => token)).size !== tokens.length) {
    throw new ConfigError('VERIFIER_TOKENS gives the same token twice');
  }
  return tokens;
}

function parseToken(entry: string, index: number): VerifierToken {
  const colon = entry.indexOf(':');
  const company = entry.slice(0, colon);
  const token = entry.slice(colon + 1);
  const isCompany = company === '*' || COMPANY_SLUG.test(company);
  if (colon < 1 || !isCompany || !/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError(`VERIFIER_TOKENS: entry ${index + 1} must be <company slug>:<token> or *:<token>`);
  }
  return { company, token };
}

function readNetworks(env: Environment): string[] {
  const networks = readList(env, 'TRUSTED_PROXIES').map((text) => parseNetwork('TRUSTED_PROXIES', text));
  return networks.length === 0 ? LOOPBACK_NETWORKS : networks;
}

function readNowOffsetMs(env: Environment): number {
  const isTest = given(env, 'KEYDESK_TEST');
  if (isTest !== undefined && isTest !== '0' && isTest !== '1') throw new ConfigError('KEYDESK_TEST must be 0 or 1');
  const value = given(env, 'KEYDESK_NOW_OFFSET') ?? '0';
  if (!/^[+-]?\d{1,11}(?:\.\d{1,3})?$/.test(value)) {
    throw new ConfigError('KEYDESK_NOW_OFFSET must be a number of seconds');
  }
  const offsetMs = Math.round(Number(value) * 1000);
  if (offsetMs !== 0 && isTest !== '1')
    throw new ConfigError('KEYDESK_NOW_OFFSET is for tests and needs KEYDESK_TEST=1');
  return offsetMs;
}
