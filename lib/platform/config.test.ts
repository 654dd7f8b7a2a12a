import { describe, expect, it } from 'vitest';
import { readConfig } from './config';
import { ConfigError, type Environment } from './setting-values';

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64');

function refusal(env: Environment): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('readConfig', () => {
  it('gives the documented defaults when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      console: { host: '127.0.0.1', port: 3000, url: 'http://localhost:3000' },
      verifier: { host: '127.0.0.1', port: 3001, workers: 1, drainDelayMs: 0, tokens: [] },
      databaseUrl: undefined,
      secret: undefined,
      previousSecrets: [],
      trustedProxies: ['127.0.0.0/8', '::1/128'],
      nowOffsetMs: 0,
    });
    expect(readConfig({}).dataDir).toMatch(/\/\.keydesk$/);
  });

  it('derives the public address from PORT and keeps a given one as an origin', () => {
    expect(readConfig({ PORT: '4100' }).console.url).toBe('http://localhost:4100');
    expect(readConfig({ KEYDESK_URL: 'https://keys.example.com/' }).console.url).toBe('https://keys.example.com');
    expect(readConfig({ VERIFIER_URL: 'https://verify.example/' }).verifier.url).toBe('https://verify.example');
  });

  it('parses lists of tokens, proxies and earlier secrets', () => {
    const config = readConfig({
      VERIFIER_TOKENS: 'northwind:one:two, *:any',
      TRUSTED_PROXIES: '10.0.0.0/8,2001:db8::1',
      KEYDESK_SECRET_PREVIOUS: SECRET,
    });
    expect(config.verifier.tokens).toEqual([
      { company: 'northwind', token: 'one:two' },
      { company: '*', token: 'any' },
    ]);
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::1/128']);
    expect(config.previousSecrets.map((secret) => secret.length)).toEqual([32]);
  });

  it('uses DATABASE_URL for LISTEN unless told otherwise', () => {
    const base = { DATABASE_URL: 'postgresql://u:p@db/keydesk', KEYDESK_SECRET: SECRET };
    expect(readConfig(base).listenUrl).toBe(base.DATABASE_URL);
    expect(readConfig({ ...base, DATABASE_LISTEN_URL: 'postgres://u@direct/k' }).listenUrl).toBe(
      'postgres://u@direct/k',
    );
  });

  it('moves the clock under test, in either direction', () => {
    expect(readConfig({ KEYDESK_TEST: '1', KEYDESK_NOW_OFFSET: '-90.5' }).nowOffsetMs).toBe(-90_500);
  });

  it('accepts an unpadded base64url secret', () => {
    const urlSafe = SECRET.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    expect(readConfig({ KEYDESK_SECRET: urlSafe }).secret).toHaveLength(32);
  });

  it('lets a public console and verifier start once they are protected', () => {
    expect(
      refusal({ HOST: '0.0.0.0', KEYDESK_URL: 'https://k.example', VERIFIER_HOST: '::', VERIFIER_TOKENS: '*:t' }),
    ).toBe('accepted');
  });

  it.each<[Environment, RegExp]>([
    [{ KEYDESK_SECRETS: 'x' }, /^KEYDESK_SECRETS is not a setting/],
    [{ PORT: '0' }, /^PORT must be a whole number/],
    [{ PORT: '80a' }, /^PORT must/],
    [{ PORT: '65536' }, /^PORT must/],
    [{ PORT: '3001' }, /^VERIFIER_PORT must differ/],
    [{ VERIFIER_WORKERS: '-1' }, /^VERIFIER_WORKERS must/],
    [{ VERIFIER_DRAIN_DELAY_MS: '60001' }, /^VERIFIER_DRAIN_DELAY_MS must/],
    [{ HOST: '010.0.0.1' }, /^HOST must be/],
    [{ HOST: '0.0.0.0' }, /^KEYDESK_URL must be an https address/],
    [{ HOST: '::', KEYDESK_URL: 'http://k.example' }, /^KEYDESK_URL must be an https address/],
    [{ KEYDESK_URL: 'ftp://k.example' }, /^KEYDESK_URL must be an address/],
    [{ KEYDESK_URL: 'https://k.example/console' }, /^KEYDESK_URL must be an origin/],
    [{ KEYDESK_URL: 'https://u:p@k.example' }, /^KEYDESK_URL must be an origin/],
    [{ VERIFIER_URL: 'verify.example' }, /^VERIFIER_URL must be an address/],
    [{ VERIFIER_URL: 'https://verify.example/v1' }, /^VERIFIER_URL must be an origin/],
    [{ VERIFIER_HOST: '0.0.0.0' }, /^VERIFIER_TOKENS is empty/],
    [{ VERIFIER_TOKENS: 'northwind' }, /^VERIFIER_TOKENS: entry 1/],
    [{ VERIFIER_TOKENS: 'North Wind:t' }, /^VERIFIER_TOKENS: entry 1/],
    [{ VERIFIER_TOKENS: 'a:t,b:' }, /^VERIFIER_TOKENS: entry 2/],
    [{ VERIFIER_TOKENS: 'a:t,b:t' }, /^VERIFIER_TOKENS gives the same token twice/],
    [{ VERIFIER_TOKENS: 'a:t,' }, /^VERIFIER_TOKENS has an empty entry/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES: "10\.0\.0\.0\/33"/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, /^TRUSTED_PROXIES/],
    [{ TRUSTED_PROXIES: 'fe80::1%eth0' }, /^TRUSTED_PROXIES/],
    [{ DATABASE_URL: '' }, /^DATABASE_URL is set but empty/],
    [{ DATABASE_URL: 'mysql://db/k' }, /^DATABASE_URL must/],
    [{ DATABASE_URL: 'postgresql://db/k' }, /^KEYDESK_SECRET is not set/],
    [{ DATABASE_LISTEN_URL: 'postgresql://db/k' }, /^DATABASE_LISTEN_URL is set without/],
    [{ KEYDESK_SECRET: '' }, /^KEYDESK_SECRET is set but empty/],
    [{ KEYDESK_SECRET: 'not base64!' }, /^KEYDESK_SECRET is not base64$/],
    [{ KEYDESK_SECRET: 'c2hvcnQ=' }, /^KEYDESK_SECRET has 5 bytes/],
    [{ KEYDESK_SECRET: 'A'.repeat(44) }, /^KEYDESK_SECRET is weak/],
    [{ KEYDESK_SECRET_PREVIOUS: 'c2hvcnQ=' }, /^KEYDESK_SECRET_PREVIOUS has 5 bytes/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM must/],
    [{ MAIL_FROM: 'a <a@b>\r\nBcc: c@d' }, /^MAIL_FROM must/],
    [{ SMTP_URL: 'http://mail' }, /^SMTP_URL must/],
    [{ SMTP_URL: 'smtp://mail', RESEND_API_KEY: 're_1' }, /^SMTP_URL and RESEND_API_KEY/],
    [{ RESEND_BASE_URL: 'mail' }, /^RESEND_BASE_URL must/],
    [{ KEYDESK_NOW_OFFSET: '60' }, /^KEYDESK_NOW_OFFSET is for tests/],
    [{ KEYDESK_TEST: '1', KEYDESK_NOW_OFFSET: 'soon' }, /^KEYDESK_NOW_OFFSET must/],
    [{ KEYDESK_TEST: 'yes' }, /^KEYDESK_TEST must/],
  ])('refuses %j', (env, message) => {
    expect(refusal(env)).toMatch(message);
    expect(refusal(env)).not.toContain('\n');
  });

  it('does not repeat a secret value in its refusal', () => {
    const leaked = 'hunter2hunter2!';
    const messages = [
      refusal({ KEYDESK_SECRET: leaked }),
      refusal({ VERIFIER_TOKENS: leaked }),
      refusal({ DATABASE_URL: `mysql://u:${leaked}@db/k` }),
      refusal({ SMTP_URL: `http://u:${leaked}@mail` }),
    ];
    for (const message of messages) expect(message).not.toContain(leaked);
  });
});
