import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { config } from './config';
import { statementNames } from './prepared-statements';

/** The database, or a transaction of it: what commands and stores are handed. */
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

/**
 * A server that freezes must not freeze us: every wait has an end. The zone is forced, because the driver reads
 * timestamps without one and would store wrong instants on a server set to another zone. Our statements are short: compiling
 * one, or starting workers for it, takes longer than running it. A connection keeps what it has prepared, so that it is not closed
 * at the first pause.
 */
const CONNECTION = {
  options: '-c TimeZone=UTC -c jit=off -c max_parallel_workers_per_gather=0',
  max: 8,
  idleTimeoutMillis: 300_000,
  connectionTimeoutMillis: 5_000,
  query_timeout: 15_000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;

export function openDatabase(url: string, applicationName: string): Db {
  const adapter = new PrismaPg(
    { connectionString: url, application_name: applicationName, ...CONNECTION },
    { statementNameGenerator: statementNames() },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 10_000 } });
}

// Next bundles modules more than once; the process has one pool all the same.
const slot = globalThis as typeof globalThis & { keydeskDatabase?: Db };

/** The process's database. @throws when DATABASE_URL is unset. */
export function database(): Db {
  if (slot.keydeskDatabase === undefined) {
    const { databaseUrl } = config();
    if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set');
    slot.keydeskDatabase = openDatabase(databaseUrl, 'keydesk');
  }
  return slot.keydeskDatabase;
}

/** The constraint that a write broke, or undefined when the error is another. */
export function brokenConstraint(error: unknown): string | undefined {
  const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: BrokenConstraint } } };
  if (code !== 'P2002') return undefined;
  const constraint = meta?.driverAdapterError?.cause?.constraint;
  return constraint?.index ?? constraint?.fields?.join(',');
}

type BrokenConstraint = { constraint?: { index?: string; fields?: string[] } };
