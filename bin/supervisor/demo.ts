import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '@/lib/platform/config';
import type { DemoFile } from '@/prisma/seed/demo-file';
import type { DatabaseServer } from './database-server';
import { mailFolder } from './settings';

function demoFilePath(settings: Config): string {
  return path.join(settings.dataDir, 'demo.json');
}

/** The demo begins afresh at each start: an empty database and no mail. */
export async function forgetEarlierDemo(settings: Config, server: DatabaseServer): Promise<void> {
  fs.rmSync(mailFolder(settings), { recursive: true, force: true });
  await server.empty();
}

/** Before any account exists in it, so that no moment is open in which `npm start` would take the database. */
export async function markAsDemo(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    await client.query(
      'INSERT INTO installation (id, is_demo, created_at) VALUES (1, true, $1) ON CONFLICT (id) DO UPDATE SET is_demo = true',
      [new Date()],
    );
  } finally {
    await client.end();
  }
}

/** Appears whole or not at all, and readable for its owner only. */
export function writeDemoFile(settings: Config, demo: DemoFile): void {
  const draft = `${demoFilePath(settings)}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(draft, demoFilePath(settings));
}

/** A script that waits for the file must not find that of another start, so it goes first and comes last. */
export function removeDemoFile(settings: Config): void {
  fs.rmSync(demoFilePath(settings), { force: true });
}

/** The addresses, and who can sign in. Keys and TOTP secrets stand in the file only. */
export function describeDemo(settings: Config, demo: DemoFile): string {
  const widest = (field: 'role' | 'email') => Math.max(...demo.users.map((user) => user[field].length));
  const users = demo.users.map(
    ({ role, email, password }) => `  ${role.padEnd(widest('role'))}  ${email.padEnd(widest('email'))}  ${password}`,
  );
  const file = path.relative(process.cwd(), demoFilePath(settings));
  return [
    '',
    'Keydesk is running with demo data.',
    '',
    `  Console   ${demo.consoleUrl}`,
    `  Verifier  ${demo.verifierUrl}`,
    `  Mail      ${path.relative(process.cwd(), demo.mailDir)}/`,
    '',
    'Sign in with (role, e-mail, password):',
    ...users,
    '',
    `TOTP secrets and keys are in ${file}. Ctrl-C ends the demo; the next one begins afresh.`,
    '',
  ].join('\n');
}
