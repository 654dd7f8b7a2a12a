import { once } from 'node:events';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import type { Clock } from '@/lib/kernel/clock';
import { TrustedNetworks } from '@/lib/platform/client-address';
import type { VerifierToken } from '@/lib/platform/config';
import type { Keyring } from '@/lib/platform/keyring';
import { localUrl } from '@/lib/platform/local-url';
import { measureClockSkew } from '@/lib/platform/start-checks';
import type { CacheLimits } from './cache/verification-cache';
import { authenticator } from './caller';
import { type Decide, decider, type Verdict } from './decide';
import { drain } from './drain';
import { LastUsed } from './last-used';
import { Memory } from './memory';
import { Metrics } from './metrics';
import { SigningKeys } from './oauth/signing-keys';
import { RateLimiter } from './rate-limit';
import { ReadinessProbe } from './readiness';
import { createVerifierServer } from './server';
import { undecidableLog } from './undecidable-log';
import { Usage } from './usage';
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
  /** How long it still takes new connections when it is to end, while /readyz sends them elsewhere already; by default not at all. */
  drainDelayMs?: number;
  cacheLimits?: CacheLimits;
  /** Where the process is one of several: how the figures of all of them are read. */
  readMetrics?: (own: Registry) => () => Promise<string>;
};

/** About 150 MB when full. */
const CACHE_LIMITS: CacheLimits = { known: 100_000, unknown: 20_000 };

export type Verifier = {
  port: number;
  /** What every profile asks, for who asks within the process. */
  decide: Decide;
  lastUsed: LastUsed;
  /** Resolves when everything that moved in the database before the call is known here. Waits for as long as nothing is heard. */
  untilCaughtUp: () => Promise<void>;
  /**
   * Answers what is under way, writes last uses and usage, and closes the connections. Twice is once.
   * @param isAwaited ends the delay before
   */
  stop: (isAwaited?: AbortSignal) => Promise<void>;
};

/** Puts the parts together and listens. @throws when the address cannot be bound. */
export async function startVerifier(settings: VerifierSettings): Promise<Verifier> {
  const parts = makeParts(settings);
  const { memory, recorders } = parts;
  const { drainDelayMs = 0 } = settings;
  let stopping: Promise<void> | null = null;
  const { server, decide } = makeServer(settings, parts, () => stopping !== null);
  await memory.start();
  await listen(server, settings).catch(async (error: unknown) => {
    await release(parts);
    throw error;
  });
  recorders.lastUsed.start();
  recorders.usage.start();
  parts.probe.start();
  parts.signingKeys.start();
  const stop = async (isAwaited?: AbortSignal) => {
    if (drainDelayMs > 0)
      await sleep(drainDelayMs, undefined, isAwaited && { signal: isAwaited }).catch(() => undefined);
    await drain(server);
    await release(parts);
  };
  return {
    port: portOf(server),
    decide,
    lastUsed: recorders.lastUsed,
    untilCaughtUp: () => memory.untilCaughtUp(),
    stop: (isAwaited) => (stopping ??= stop(isAwaited)),
  };
}

type Parts = ReturnType<typeof makeParts>;

/** What lives as long as the verifier does, and is released with it. */
function makeParts(settings: VerifierSettings) {
  const { clock, keyring, databaseUrl, listenUrl, cacheLimits = CACHE_LIMITS } = settings;
  const pool = openVerifierPool(databaseUrl);
  const memory = new Memory({ pool, listenUrl, limits: cacheLimits });
  return {
    pool,
    memory,
    recorders: { lastUsed: new LastUsed(pool), usage: new Usage(pool) },
    metrics: new Metrics(memory),
    probe: new ReadinessProbe({
      pool,
      clock,
      measureSkewMs: (connection) => measureClockSkew(connection, settings.nowOffsetMs),
      knownSecretIds: keyring.ids,
    }),
    signingKeys: new SigningKeys({ pool, keyring, clock }),
  };
}

/** The server that decides by the parts. It does not listen yet. */
function makeServer(settings: VerifierSettings, parts: Parts, isDraining: () => boolean) {
  const { clock, keyring } = settings;
  const { memory, metrics } = parts;
  const onUndecidable = undecidableLog(clock);
  const decision = decider({
    lookup: memory.lookup,
    ...parts.recorders,
    rateLimiter: new RateLimiter(),
    keyring,
    clock,
  });
  const baseUrl = () => settings.publicUrl ?? localUrl({ host: settings.host, port: portOf(server) });
  const decide = counted(decision, metrics);
  const shared = {
    decide,
    trusted: new TrustedNetworks(settings.trustedProxies),
    isOneCompany: () => memory.isOneCompany,
  };
  const server: http.Server = createVerifierServer({
    ...shared,
    oauth: { ...shared, clock, baseUrl, keys: parts.signingKeys },
    authenticate: authenticator(settings.tokens),
    readReadiness: () => parts.probe.read(),
    isDraining,
    readMetrics: settings.readMetrics?.(metrics.registry) ?? (() => metrics.registry.metrics()),
    onAnswered: (milliseconds) => metrics.observeRequest(milliseconds),
    onUndecidable: (error, requestId) => {
      metrics.countDecision('UNDECIDABLE');
      onUndecidable(error, requestId);
    },
    onRefused: (code) => metrics.countDecision(code),
  });
  return { server, decide };
}

async function release({ probe, memory, signingKeys, recorders, pool }: Parts): Promise<void> {
  probe.stop();
  await memory.stop();
  await signingKeys.stop();
  await Promise.all([recorders.lastUsed.stop(), recorders.usage.stop()]);
  await pool.end();
}

async function listen(server: http.Server, { host, port }: VerifierSettings): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

/** The same decisions, each of them counted. */
function counted(decide: Decide, metrics: Metrics): Decide {
  const count = (verdict: Verdict): Verdict => {
    metrics.countDecision(verdict.code);
    return verdict;
  };
  return (request, caller) => {
    const verdict = decide(request, caller);
    return verdict instanceof Promise ? verdict.then(count) : count(verdict);
  };
}

function portOf(server: http.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { port }: AddressInfo = address;
  return port;
}
