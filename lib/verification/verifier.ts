import { once } from 'node:events';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@/lib/kernel/clock';
import { SECOND } from '@/lib/kernel/instant';
import { TrustedNetworks } from '@/lib/platform/client-address';
import type { VerifierToken } from '@/lib/platform/config';
import type { Keyring } from '@/lib/platform/keyring';
import { localUrl } from '@/lib/platform/local-url';
import { measureClockSkew } from '@/lib/platform/start-checks';
import { CachedLookup } from './cache/cached-lookup';
import type { Moved } from './cache/moved';
import { MovedListener } from './cache/moved-listener';
import { type CacheLimits, VerificationCache } from './cache/verification-cache';
import { authenticator } from './caller';
import { CompanyCount } from './company-count';
import { decider } from './decide';
import { LastUsed } from './last-used';
import { lookup } from './lookup';
import { SigningKeys } from './oauth/signing-keys';
import { ReadinessProbe } from './readiness';
import { createVerifierServer } from './server';
import { undecidableLog } from './undecidable-log';
import { openVerifierPool } from './verifier-pool';

export type VerifierSettings = {
  databaseUrl: string;
  /** For LISTEN: the same, unless that one leads through a transaction pooler. */
  listenUrl: string;
  host: string;
  /** 0 = any free one. */
  port: number;
  /** The origin by which clients reach it; by default its own on this machine. */
  publicUrl?: string | undefined;
  tokens: readonly VerifierToken[];
  /** In CIDR form: whose forwarded-for headers are believed. */
  trustedProxies: readonly string[];
  keyring: Keyring;
  clock: Clock;
  /** What `clock` adds to the machine's time. */
  nowOffsetMs: number;
  cacheLimits?: CacheLimits;
};

/** About 150 MB when full. */
const CACHE_LIMITS: CacheLimits = { known: 100_000, unknown: 20_000 };

export type Verifier = {
  port: number;
  lastUsed: LastUsed;
  /** Answers what is under way, writes the last uses, and closes the connections. Twice is once. */
  stop: () => Promise<void>;
};

/** What requests under way may still take; a gateway has given up on them by then. */
const DRAIN = 5 * SECOND;

/** Puts the parts together and listens. @throws when the address cannot be bound. */
export async function startVerifier(settings: VerifierSettings): Promise<Verifier> {
  const { clock, keyring } = settings;
  const pool = openVerifierPool(settings.databaseUrl);
  const lastUsed = new LastUsed(pool);
  const cache = new VerificationCache(settings.cacheLimits ?? CACHE_LIMITS);
  const companies = new CompanyCount(pool);
  const onMoved = (moved: Moved) => {
    cache.invalidate(moved);
    if (moved.kind === 'all' || (moved.kind === 'scope' && moved.scope === 'c')) void companies.read();
  };
  const listener = new MovedListener({ url: settings.listenUrl, onMoved });
  const cached = new CachedLookup({ cache, read: lookup(pool), channel: () => listener.state });
  const probe = new ReadinessProbe({
    pool,
    clock,
    measureSkewMs: (connection) => measureClockSkew(connection, settings.nowOffsetMs),
    knownSecretIds: keyring.ids,
  });
  const signingKeys = new SigningKeys({ pool, keyring, clock });
  const decide = decider({ lookup: cached, lastUsed, keyring, clock });
  const trusted = new TrustedNetworks(settings.trustedProxies);
  const isOneCompany = () => companies.isOne;
  const baseUrl = () => settings.publicUrl ?? localUrl({ host: settings.host, port: portOf(server) });
  let stopping: Promise<void> | null = null;
  const server = createVerifierServer({
    decide,
    oauth: { decide, clock, trusted, isOneCompany, baseUrl, keys: signingKeys },
    authenticate: authenticator(settings.tokens),
    trusted,
    isOneCompany,
    readReadiness: () => probe.read(),
    isDraining: () => stopping !== null,
    onUndecidable: undecidableLog(clock),
  });
  const stop = async () => {
    await drain(server);
    probe.stop();
    companies.stop();
    await signingKeys.stop();
    await listener.stop();
    await lastUsed.stop();
    await pool.end();
  };
  await companies.start();
  try {
    server.listen(settings.port, settings.host);
    await once(server, 'listening');
  } catch (error) {
    companies.stop();
    await pool.end();
    throw error;
  }
  lastUsed.start();
  probe.start();
  signingKeys.start();
  // Until it is open nothing is believed for longer than two seconds; nobody has to wait for it.
  void listener.start();
  return {
    port: portOf(server),
    lastUsed,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Takes no new connections, ends idle ones at once and the others after their answer. */
async function drain(server: http.Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const impatience = setTimeout(() => server.closeAllConnections(), DRAIN);
  await closed;
  clearTimeout(impatience);
}

function portOf(server: http.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { port }: AddressInfo = address;
  return port;
}
