import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameProblems, titlesIn } from './support/named-tests';

// The documents that map sentences and requirements to tests are worth nothing once a test is renamed behind them.

const SOURCES = ['app', 'bench', 'bin', 'components', 'e2e', 'lib', 'prisma', 'test'];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const files = new Map(SOURCES.flatMap(filesUnder).map((file) => [file, () => readFileSync(file, 'utf8')]));

describe('the tests that a document names are there, under the titles that it quotes:', () => {
  it.each(['docs/seeds.md', 'docs/security-tests.md'])('%s', (document) => {
    expect(nameProblems(readFileSync(document, 'utf8'), files)).toEqual([]);
  });
});

describe('what is named and not there is found', () => {
  const known = new Map([
    [
      'lib/a.test.ts',
      () => "describe('a key', () => { it('works', () => {}); it.each([1])('works %s times', () => {}); });",
    ],
    ['e2e/b.spec.ts', () => "test('the way', async () => { await test.step('the first step', () => {}); });"],
  ]);
  const problems = (cell: string) => nameProblems(`| says | by | ${cell} |`, known);

  it.each([
    '`lib/a.test.ts`: _works_',
    '`a.test.ts` "works", "works 12 times"; `e2e/b.spec.ts`: *the first step*, _the way_',
    '`a.test.ts`: _works … times_, _a key works_',
    '`a.test.ts` walks it',
  ])('nothing, in %s', (cell) => {
    expect(problems(cell)).toEqual([]);
  });

  it.each([
    ['`c.test.ts`', 'no file c.test.ts'],
    ['`lib/c.ts`', 'no file lib/c.ts'],
    ['`a.test.ts`: _worked_', 'no test “worked” in a.test.ts'],
    ['`b.spec.ts`: _the way_; `a.test.ts` "the way"', 'no test “the way” in a.test.ts'],
    ['`a.test.ts`: _… often_', 'no test “… often” in a.test.ts'],
  ])('in %s', (cell, problem) => {
    expect(problems(cell)).toEqual([problem]);
  });

  it('and titles are read as they are written, with what a table fills in left open', () => {
    const source = `it.each([[')', 1]])(\`of \${x} it's “so”\`, f); helper('none'); test.slow(); it('%s twice', f);`;
    expect(titlesIn(source)).toEqual(['of \0 it\'s "so"', '\0 twice']);
  });
});
