import { describe, expect, it } from 'vitest';
import { splitStatements } from './sql-statements';

describe('splitStatements', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['-- only a comment; nothing else\n;;', []],
    ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ["SELECT ';', 'it''s;'; SELECT 2;", ["SELECT ';', 'it''s;'", 'SELECT 2']],
    [String.raw`SELECT E'\';'; SELECT 2`, [String.raw`SELECT E'\';'`, 'SELECT 2']],
    ['SELECT ";" FROM "a""b;"; SELECT 2', ['SELECT ";" FROM "a""b;"', 'SELECT 2']],
    ['DO $$ BEGIN; END $$; DO $a$ $$; $a$;', ['DO $$ BEGIN; END $$', 'DO $a$ $$; $a$']],
    ['/* a; /* b; */ c; */ SELECT 1; -- d;\nSELECT 2', ['/* a; /* b; */ c; */ SELECT 1', '-- d;\nSELECT 2']],
    ['SELECT 4 - 2 / 1, a$b$c; SELECT 2', ['SELECT 4 - 2 / 1, a$b$c', 'SELECT 2']],
    ["SELECT 'unclosed; SELECT 2", ["SELECT 'unclosed; SELECT 2"]],
  ])('cuts %j', (script, statements) => {
    expect(splitStatements(script)).toEqual(statements);
  });
});
