import { fileURLToPath } from 'node:url';
import { defineConfig, type TestUserConfig } from 'vitest/config';

const SOURCES = '{lib,app,components,bin,prisma,test,bench}';
/** What knows Next, whose modules are mocked there. Mocks stay for whoever comes next, so only these files are kept apart. */
const NEXT = '{app,lib/web,test/authorization}';
/** `server-only` throws outside a React server bundle; tests take the file that it gives to one. */
const serverOnly = fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url));

const ON_POSTGRES: Pick<TestUserConfig, 'globalSetup' | 'setupFiles' | 'pool' | 'testTimeout' | 'hookTimeout'> = {
  globalSetup: ['./test/global-setup.ts'],
  setupFiles: ['./test/environment.ts', './test/database.ts', './test/passwords.ts'],
  pool: 'forks',
  // Only ends what would never end, also beside another program that takes both cores.
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  resolve: { tsconfigPaths: true, alias: { 'server-only': serverOnly } },
  test: {
    // Vitest would leave one core idle, which on two is half of the machine.
    maxWorkers: 2,
    // Its own default is one second, which a busy machine spends on something else.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // One after the other in the same modules, which are pure: reading them again for each file took longer than the tests.
          isolate: false,
          pool: 'threads',
          // Properties are tried by the hundred, also while the other core builds.
          testTimeout: 60_000,
          include: [`${SOURCES}/**/*.test.ts`],
          // A project's own list replaces the usual one: the packages of the bench's references bring tests of theirs.
          exclude: ['**/node_modules/**', '**/*.int.test.ts', '**/*.sys.test.ts', `${NEXT}/**`],
          setupFiles: ['./test/environment.ts'],
        },
      },
      {
        // On a real PostgreSQL: one server for the run, one database for each test file. Modules are shared as in `unit`.
        extends: true,
        test: {
          ...ON_POSTGRES,
          name: 'int',
          isolate: false,
          include: [`${SOURCES}/**/*.int.test.ts`],
          exclude: [`${NEXT}/**`],
        },
      },
      {
        extends: true,
        test: { ...ON_POSTGRES, name: 'next', include: [`${NEXT}/**/*.test.ts`] },
      },
      {
        // Whole processes, killed and restarted, which wait more than they work; each file has servers and ports of its own.
        extends: true,
        test: {
          name: 'system',
          include: [`${SOURCES}/**/*.sys.test.ts`],
          pool: 'forks',
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
