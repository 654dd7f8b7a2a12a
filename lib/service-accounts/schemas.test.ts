import { describe, expect, test } from 'vitest';
import { addServiceAccountSchema, addTenantSchema, MOST_REACHED } from './schemas';

describe('bad input names its field', () => {
  const fieldsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
    result.error?.issues.map(({ path }) => path[0]);

  test.each([
    [{ userId: '', name: 'x' }, ['userId']],
    [{ userId: 'two words', name: 'x' }, ['userId']],
    [{ userId: 'x'.repeat(101), name: '' }, ['userId', 'name']],
    [{ userId: 'x', name: 'x', tenants: 'tnt_1' }, ['tenants']],
  ])('%j', (input, fields) => {
    expect(fieldsOf(addServiceAccountSchema.safeParse(input))).toEqual(fields);
  });

  test('at most a hundred tenants, each counted once', () => {
    const ids = Array.from({ length: MOST_REACHED + 1 }, (_, index) => `tnt_${String(index).padStart(16, '0')}`);
    const parse = (tenants: string[]) =>
      addServiceAccountSchema.safeParse({ userId: 'x', name: 'x', tenants: tenants.join() });
    expect(parse(ids).success).toBe(false);
    expect(parse([...ids.slice(1), ...ids.slice(1)]).data?.tenants).toHaveLength(MOST_REACHED);
  });

  test.each(['', 'Alpha', 'a b', '-a', 'a-', 'a/b', 'ä', 'a'.repeat(41)])('the slug “%s” is none', (slug) => {
    expect(fieldsOf(addTenantSchema.safeParse({ name: 'x', slug }))).toContain('slug');
  });
});
