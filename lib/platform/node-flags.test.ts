import { expect, test } from 'vitest';
import packageJson from '@/package.json' with { type: 'json' };
import { LARGE_PAGES } from './node-flags';

test.each(['console', 'verifier'] as const)('npm run %s calls node as the supervisor does', (name) => {
  expect(packageJson.scripts[name]).toBe(`node ${LARGE_PAGES} bin/keydesk.mjs ${name}`);
});
