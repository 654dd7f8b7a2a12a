import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { setEnvironment } from '@/lib/platform/config';
import { APP_ROLE } from '@/lib/platform/embedded-postgres';

const LONGEST_LEAVE_MS = 5_000;

/** A database of its own for each test file, copied from the migrated template; DATABASE_URL names it. */
const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;

const admin = new pg.Client(inject('superuserUrl'));
await admin.connect();
await admin.query(`CREATE DATABASE ${name} TEMPLATE keydesk_template STRATEGY FILE_COPY OWNER ${APP_ROLE}`);

const url = new URL(inject('appUrl'));
url.pathname = `/${name}`;
// Files share their modules, and so the settings that the file before has read.
setEnvironment({ DATABASE_URL: url.href });

/** The process's pool, as `lib/platform/database.ts` keeps it. */
const slot = globalThis as { keydeskDatabase?: { $disconnect(): Promise<void> } };
delete slot.keydeskDatabase;

/** A pool says that it has ended before its connections have, and to be cut off while it closes is an error without a listener. */
async function untilLeft(): Promise<void> {
  for (const deadline = performance.now() + LONGEST_LEAVE_MS; performance.now() < deadline; await sleep(10)) {
    const { rows } = await admin.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [name]);
    if (rows.length === 0) return;
  }
}

afterAll(async () => {
  await slot.keydeskDatabase?.$disconnect();
  delete slot.keydeskDatabase;
  await untilLeft();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
});
