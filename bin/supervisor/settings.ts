import path from 'node:path';
import { type Config, environmentWith, isLoopbackHost, readConfig } from '@/lib/platform/config';
import { localUrl } from '@/lib/platform/local-url';
import { ConfigError } from '@/lib/platform/setting-values';

export type Mode = 'demo' | 'start';

/**
 * The settings of a start. The demo has a data folder of its own, and keeps to this machine, since the passwords of its
 * accounts stand on the screen.
 * @throws ConfigError
 */
export function readSettings(mode: Mode): Config {
  if (mode === 'start') return readConfig(environmentWith({}));
  const own = environmentWith({});
  if (own['DATABASE_URL'] !== undefined || own['DATABASE_LISTEN_URL'] !== undefined) {
    throw new ConfigError('DATABASE_URL is set, but the demo only runs on its own embedded database');
  }
  const settings = readConfig({ ...own, KEYDESK_DATA_DIR: own['KEYDESK_DATA_DIR'] || '.keydesk-demo' });
  for (const [name, host] of [
    ['HOST', settings.console.host],
    ['VERIFIER_HOST', settings.verifier.host],
  ] as const) {
    if (!isLoopbackHost(host)) throw new ConfigError(`${name} is ${host}, but the demo keeps to loopback`);
  }
  if (!localUrl(settings.verifier).startsWith('http://127.0.0.1:')) {
    throw new ConfigError('VERIFIER_HOST must be 127.0.0.1 for the demo');
  }
  return settings;
}

/** What the programs are started with: every setting spelt out, so that none of them has to guess a default. */
export function childEnvironment(settings: Config, databaseUrl: string, secret: string): NodeJS.ProcessEnv {
  const own = environmentWith({
    DATABASE_URL: databaseUrl,
    KEYDESK_SECRET: secret,
    KEYDESK_DATA_DIR: settings.dataDir,
    KEYDESK_URL: settings.console.url,
    HOST: settings.console.host,
    PORT: String(settings.console.port),
    VERIFIER_HOST: settings.verifier.host,
    VERIFIER_PORT: String(settings.verifier.port),
    NEXT_TELEMETRY_DISABLED: '1',
  });
  return { ...own, NODE_ENV: 'production' };
}

/** Where mail goes that is not sent. */
export function mailFolder(settings: Config): string {
  return path.join(settings.dataDir, 'mail');
}
