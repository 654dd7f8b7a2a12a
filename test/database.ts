import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { setEnvironment } from '@/lib/platform/config';
import { APP_ROLE } from '@/lib/platform/embedded-postgres';

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

afterAll(async () => {
  await slot.keydeskDatabase?.$disconnect();
  delete slot.keydeskDatabase;
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
});
