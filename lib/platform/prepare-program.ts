import { config } from './config';
import { keyring } from './keyring';
import { prepareDatabase } from './start-checks';

/**
 * What the console, the verifier and the worker do first, alone or under a supervisor: migrate, and check that they may
 * run on this database with these secrets.
 * @throws ConfigError, MigrationError or StartRefused, each with one line for the person who starts it
 */
export async function prepareProgram(): Promise<void> {
  const settings = config();
  await prepareDatabase(settings, { knownSecretIds: settings.databaseUrl === undefined ? [] : keyring().ids });
}
