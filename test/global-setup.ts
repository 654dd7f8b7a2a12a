import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { APP_ROLE, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres';
import { MIGRATIONS_DIR, migrate } from '@/lib/platform/migrations';

export const TEMPLATE = 'keydesk_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Makes and drops databases. */
    superuserUrl: string;
    /** As the programs connect: put the database's name in place of `template1`. */
    appUrl: string;
  }
}

/** One PostgreSQL for the run, with a migrated template that each test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(path.join(tmpdir(), 'keydesk-test-'));
  // Nothing here survives the run, so nothing has to survive a power cut.
  const server = await startEmbeddedPostgres(dir, {
    settings: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  });
  const superuserUrl = server.superuserUrl('postgres');
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${APP_ROLE}`);
    await migrate(withDatabase(server.appUrl, TEMPLATE), path.resolve(MIGRATIONS_DIR));
    // A single connection to the template would make every copy of it fail.
    await client.query(`ALTER DATABASE ${TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
  project.provide('superuserUrl', superuserUrl);
  project.provide('appUrl', server.appUrl);
  return async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
