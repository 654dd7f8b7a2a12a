import pg from 'pg';
import { config } from '@/lib/platform/config';
import { keyring } from '@/lib/platform/keyring';
import { countSecretUses, describeSecretUses } from '@/lib/platform/secret-status';

/** `npm run secret:status`: which rows hang on which secret. Exit code 0: counted · 2: it could not be counted. */
async function main(): Promise<void> {
  const { databaseUrl } = config();
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set and no embedded database is running here');
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'keydesk-secret-status' });
  await client.connect();
  try {
    const lines = describeSecretUses(await countSecretUses(client), keyring().ids);
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await client.end();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`secret:status: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
