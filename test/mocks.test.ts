import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = ['lib', 'app', 'components', 'bin', 'prisma', 'test', 'bench'];
/** As in `vitest.config.ts`: these have their modules to themselves. */
const IS_APART = /^(app|lib\/web|test\/authorization)\//;

const tests = SOURCES.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
).filter((file) => file.endsWith('.test.ts'));
const mocking = tests.filter((file) => /^\s*vi\.(do)?mock\(/im.test(readFileSync(file, 'utf8')));

test('modules are mocked only by files that do not share them with others', () => {
  expect(mocking).toContain('app/actions.int.test.ts');
  expect(mocking.filter((file) => !IS_APART.test(file))).toEqual([]);
});
